package io.punctual.ground.audit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A place in a chain: its position, from 1, and the hash over everything up to it. Position 0 is where a chain begins.
 *
 * @param hash lower-case hexadecimal
 */
record Link(long position, String hash) {
    private static final int HASH_BYTES = 32;
    /** Before the first event. */
    static final Link BEGIN = of(0, new byte[HASH_BYTES]);

    static Link of(long position, byte[] hash) {
        return new Link(position, HexFormat.of().formatHex(hash));
    }

    /** The place after this one, of an event with this digest: what {@link AuditTrail} has the database compute. */
    Link next(byte[] digest) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(HexFormat.of().parseHex(hash));
            sha.update(ByteBuffer.allocate(Long.BYTES).putLong(position + 1).flip());
            return of(position + 1, sha.digest(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
