package io.punctual.ground.apikey;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key; its secret is not.
 *
 * @param createdBy who made it, as audited
 * @param lastUsedAt about when it was used last, or null
 * @param revokedAt since when it opens nothing any more, or null
 */
public record ApiKey(
        UUID firmId,
        UUID id,
        String prefix,
        String name,
        String role,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy) {

    /** Whether it opens anything. */
    boolean isGood(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }

    /** What {@code ETag} tells: only a revocation changes a key. */
    int version() {
        return revokedAt == null ? 1 : 2;
    }
}
