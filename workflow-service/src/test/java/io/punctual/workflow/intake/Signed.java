package io.punctual.workflow.intake;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Signs as publishers do: with the library of Standard Webhooks. */
final class Signed {
    static final String LOCAL_SECRET = whsec("punctual-local-only-signing-secret");

    private Signed() {}

    static String whsec(String ascii) {
        return "whsec_" + Base64.getEncoder().encodeToString(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    static String signature(String secret, String id, Instant time, byte[] body) {
        try {
            return new Webhook(secret).sign(id, time.getEpochSecond(), new String(body, StandardCharsets.UTF_8));
        } catch (WebhookSigningException e) {
            throw new IllegalStateException(e);
        }
    }

    static Signature of(String id, Instant time, String... signatures) {
        return new Signature(id, Long.toString(time.getEpochSecond()), Arrays.asList(signatures));
    }

    static Signature by(String secret, Instant time, byte[] body) {
        return new Signature(
                "msg_1", Long.toString(time.getEpochSecond()), List.of(signature(secret, "msg_1", time, body)));
    }
}
