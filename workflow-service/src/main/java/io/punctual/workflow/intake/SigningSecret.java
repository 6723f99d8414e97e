package io.punctual.workflow.intake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that a publisher signs with, as Standard Webhooks says. The HMAC is computed here and not by that project's library,
 * because the library takes the body as text: what is not UTF-8 could not be checked as it came.
 */
final class SigningSecret {
    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] LOCAL_ONLY = "punctual-local-only-signing-secret".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;

    private SigningSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads {@code whsec_<base64>}.
     *
     * @throws IllegalArgumentException with what is wrong, never with the secret
     */
    static SigningSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("does not begin with " + PREFIX);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not base64 after " + PREFIX, e);
        }
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("has " + bytes.length + " bytes, not " + MIN_BYTES + " to " + MAX_BYTES);
        }
        return new SigningSecret(bytes);
    }

    /** Whether this is the secret that everybody knows, because it is printed in the documentation. */
    boolean isLocalOnly() {
        return Arrays.equals(bytes, LOCAL_ONLY);
    }

    /** The HMAC-SHA256 of the message. */
    byte[] sign(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
