package io.punctual.workflow.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Where a secret belongs. It is sealed for this place: moved to another firm, purpose or record, it cannot be opened.
 *
 * @param purpose what it is for, such as {@code smtp_password}
 * @param recordId what it belongs to
 */
public record SecretPlace(UUID firmId, String purpose, UUID recordId) {

    /** The same bytes for the same place and for no other. */
    byte[] bytes() {
        byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + name.length + 4 * Long.BYTES)
                .putLong(firmId.getMostSignificantBits())
                .putLong(firmId.getLeastSignificantBits())
                .putLong(recordId.getMostSignificantBits())
                .putLong(recordId.getLeastSignificantBits())
                .putInt(name.length)
                .put(name)
                .array();
    }
}
