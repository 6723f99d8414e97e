package io.punctual.workflow.firm;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What a link carries: whose address it is about, and 32 random bytes that only its reader knows. The database keeps its hash.
 * It names its firm, so that whoever follows a link looks at that firm's rows alone.
 */
record SenderToken(UUID firmId, UUID senderId, String text) {
    private static final int RANDOM_BYTES = 32;
    private static final int BYTES = 4 * Long.BYTES + RANDOM_BYTES;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one. */
    static SenderToken of(UUID firmId, UUID senderId) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(firmId.getMostSignificantBits())
                .putLong(firmId.getLeastSignificantBits())
                .putLong(senderId.getMostSignificantBits())
                .putLong(senderId.getLeastSignificantBits())
                .put(random)
                .array();
        return new SenderToken(
                firmId, senderId, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The one that a link carries; empty where it carries none. */
    static Optional<SenderToken> parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != BYTES) {
                return Optional.empty();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return Optional.of(new SenderToken(
                    new UUID(buffer.getLong(), buffer.getLong()), new UUID(buffer.getLong(), buffer.getLong()), text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What the database keeps of it. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getUrlDecoder().decode(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without what makes it good. */
    @Override
    public String toString() {
        return "link of sender " + senderId;
    }
}
