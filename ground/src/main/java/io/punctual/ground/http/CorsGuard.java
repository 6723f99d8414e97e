package io.punctual.ground.http;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Refuses to start where pages of any origin could act with their visitors' credentials. CORS itself is the platform's. */
final class CorsGuard {
    private final Config config;

    @Inject
    CorsGuard(Config config) {
        this.config = config;
    }

    void check(@Observes @Priority(1) StartupEvent start) {
        objection().ifPresent(words -> {
            throw new ConfigurationException("This is not safe to start: " + words);
        });
    }

    /** What speaks against this configuration, if anything does. */
    Optional<String> objection() {
        boolean open = value("enabled", Boolean.class).orElse(false);
        boolean credentials =
                value("access-control-allow-credentials", Boolean.class).orElse(false);
        List<String> origins = config.getOptionalValues("quarkus.http.cors.origins", String.class)
                .orElse(List.of());
        return open && credentials && origins.stream().anyMatch(CorsGuard::isAnything)
                ? Optional.of("quarkus.http.cors.origins allows every origin, with credentials: name the origins.")
                : Optional.empty();
    }

    private static boolean isAnything(String origin) {
        String text = origin.strip();
        return text.equals("*") || text.matches("/\\^?\\(?\\.[*+]\\)?\\$?/");
    }

    private <T> Optional<T> value(String name, Class<T> type) {
        return config.getOptionalValue("quarkus.http.cors." + name, type);
    }
}
