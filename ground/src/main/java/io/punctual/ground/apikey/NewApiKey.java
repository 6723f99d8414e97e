package io.punctual.ground.apikey;

import io.punctual.ground.identity.Roles;
import io.punctual.ground.json.PlainText;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key as an admin wishes for it. */
@Schema(name = "ApiKeyInput", description = "A key as an admin wishes for it.")
public record NewApiKey(
        @NotBlank
        @Size(max = 100)
        @PlainText
        @Schema(description = "What it is for; shown in lists and in the audit trail.", examples = "Booking page")
        String name,

        @NotNull
        @Schema(
                description = "What it may do.",
                enumeration = {Roles.STAFF, Roles.ADMIN},
                examples = Roles.STAFF)
        String role,

        @Schema(
                description =
                        "From when on it opens nothing any more; 90 days from now where absent, 366 days at most.",
                nullable = true,
                examples = "2027-02-22T09:00:00Z")
        @Nullable
        Instant expiresAt) {}
