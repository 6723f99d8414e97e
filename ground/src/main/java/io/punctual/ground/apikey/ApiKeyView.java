package io.punctual.ground.apikey;

import io.punctual.ground.identity.Roles;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key as admins read it. */
@Schema(name = "ApiKey", description = "A key for a firm's own programs. Its secret is not kept.")
public record ApiKeyView(
        @Schema(description = "Id.", examples = "0198c3a2-0000-7000-8000-000000000002")
        UUID id,

        @Schema(description = "The visible part, which tells keys apart.", examples = "punctual_4fGh1JkLm2No")
        String prefix,

        @Schema(description = "What it is for.", maxLength = 100, examples = "Booking page")
        String name,

        @Schema(
                description = "What it may do.",
                enumeration = {Roles.STAFF, Roles.ADMIN},
                examples = Roles.STAFF)
        String role,

        @Schema(description = "Who made it.", examples = "admin@acme")
        String createdBy,

        @Schema(description = "When it was made.", examples = "2026-11-24T09:00:00Z")
        Instant createdAt,

        @Schema(description = "From when on it opens nothing any more.", examples = "2027-02-22T09:00:00Z")
        Instant expiresAt,

        @Schema(
                description = "When it was used last, give or take two minutes; null where never.",
                nullable = true,
                examples = "2026-11-24T09:05:00Z")
        @Nullable
        Instant lastUsedAt,

        @Schema(
                description = "When it was revoked; null where it was not.",
                nullable = true,
                examples = "2026-12-24T09:00:00Z")
        @Nullable
        Instant revokedAt,

        @Schema(description = "Who revoked it; null where nobody did.", nullable = true, examples = "admin@acme")
        @Nullable
        String revokedBy,

        @Schema(
                description =
                        "The key itself, to be sent as a bearer token: in the answer to its creation alone, and null in "
                                + "a repetition of that answer.",
                nullable = true,
                examples = "punctual_4fGh1JkLm2No_…")
        @Nullable
        String key) {

    static ApiKeyView of(ApiKey key) {
        return of(key, null);
    }

    static ApiKeyView of(ApiKey key, @Nullable String text) {
        return new ApiKeyView(
                key.id(),
                "punctual_" + key.prefix(),
                key.name(),
                key.role(),
                key.createdBy(),
                key.createdAt(),
                key.expiresAt(),
                key.lastUsedAt(),
                key.revokedAt(),
                key.revokedBy(),
                text);
    }
}
