package io.punctual.ground.identity;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;

/** Refuses a start outside a laptop with what is meant for a laptop alone. */
@ApplicationScoped
public class ProductionGuard {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private final Config config;

    /** Checks this configuration. */
    @Inject
    public ProductionGuard(Config config) {
        this.config = config;
    }

    void check(@Observes @Priority(1) StartupEvent start) {
        if (LaunchMode.current() != LaunchMode.NORMAL
                || ConfigUtils.getProfiles().equals(List.of("local"))) {
            return;
        }
        List<String> found = objections();
        if (!found.isEmpty()) {
            throw new ConfigurationException("This is not safe to start: " + String.join(" ", found));
        }
    }

    /** What speaks against a start in production, in words for whoever configures it; empty where nothing does. */
    List<String> objections() {
        List<String> found = new ArrayList<>();
        for (String property : new TreeSet<>(names())) {
            if (holdsLocalSecret(property)) {
                found.add(property + " is the laptop's secret, which everybody knows: set one of your own.");
            }
        }
        config.getOptionalValue("quarkus.oidc.auth-server-url", String.class)
                .filter(ProductionGuard::isPlain)
                .ifPresent(_ -> found.add("quarkus.oidc.auth-server-url is http: use https."));
        return found;
    }

    /** Ours, as configured: in the environment they are spelled PUNCTUAL_…, where not even a mapping has read them. */
    private Set<String> names() {
        Set<String> ours = new HashSet<>();
        for (String property : config.getPropertyNames()) {
            if (property.toLowerCase(Locale.ROOT).matches("punctual[._].*")) {
                ours.add(property);
            }
        }
        return ours;
    }

    private boolean holdsLocalSecret(String property) {
        Optional<String> value = config.getOptionalValue(property, String.class);
        return value.isPresent() && value.get().contains(LocalSecrets.SIGNING.substring("whsec_".length()));
    }

    private static boolean isPlain(String issuer) {
        URI uri = URI.create(issuer);
        return "http".equalsIgnoreCase(uri.getScheme()) && !LOOPBACK.contains(String.valueOf(uri.getHost()));
    }
}
