package io.punctual.appointments.outbox;

import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** The secret that events are signed with, checked before the first one is. */
@ApplicationScoped
public class SigningSecret {
    private static final String PREFIX = "whsec_";
    private static final byte[] LOCAL_ONLY =
            "punctual-local-only-signing-secret".getBytes(StandardCharsets.US_ASCII);

    private final OutboxConfig config;

    SigningSecret(OutboxConfig config) {
        this.config = config;
    }

    /**
     * The secret as configured, {@code whsec_} included.
     *
     * @throws IllegalStateException where it is missing, out of bounds, or the laptop's outside the profile {@code local}
     */
    String value() {
        String secret = config.secret()
                .orElseThrow(() -> new IllegalStateException("PUNCTUAL_EVENTS_SECRET is missing: set it to "
                        + "whsec_ and the Base64 of 24 to 64 random bytes, the same as in the workflow service."));
        check(secret, ConfigUtils.isProfileActive("local"));
        return secret;
    }

    static void check(String secret, boolean local) {
        byte[] bytes = decoded(secret);
        if (bytes.length < 24 || bytes.length > 64) {
            throw new IllegalStateException("PUNCTUAL_EVENTS_SECRET must be whsec_ and the Base64 of 24 to 64 bytes.");
        }
        if (!local && Arrays.equals(bytes, LOCAL_ONLY)) {
            throw new IllegalStateException("PUNCTUAL_EVENTS_SECRET is the one that every laptop knows: "
                    + "make your own, or start with QUARKUS_PROFILE=local.");
        }
    }

    private static byte[] decoded(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
