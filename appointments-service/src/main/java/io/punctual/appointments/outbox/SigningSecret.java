package io.punctual.appointments.outbox;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Base64;

/** The secret that events are signed with, checked at the start rather than at the first event. */
@ApplicationScoped
public class SigningSecret {
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final OutboxConfig config;

    SigningSecret(OutboxConfig config) {
        this.config = config;
    }

    void check(@Observes StartupEvent start) {
        checked(value());
    }

    /**
     * The secret as configured, {@code whsec_} included.
     *
     * @throws ConfigurationException where it is missing
     */
    String value() {
        return config.secret()
                .orElseThrow(
                        () -> new ConfigurationException("PUNCTUAL_EVENTS_SECRET is missing: set it to whsec_ and the "
                                + "Base64 of 24 to 64 random bytes, the same as in the workflow service."));
    }

    /**
     * Refuses what is no secret.
     *
     * @throws ConfigurationException in words for whoever configures it
     */
    static void checked(String secret) {
        int length = length(secret);
        if (length < SHORTEST || length > LONGEST) {
            throw new ConfigurationException("PUNCTUAL_EVENTS_SECRET must be whsec_ and the Base64 of 24 to 64 bytes.");
        }
    }

    private static int length(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return 0;
        }
        try {
            return Base64.getDecoder().decode(secret.substring(PREFIX.length())).length;
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }
}
