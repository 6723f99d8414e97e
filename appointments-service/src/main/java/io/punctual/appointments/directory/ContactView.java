package io.punctual.appointments.directory;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A contact as callers read them. */
@Schema(name = "Contact", description = "Somebody the firm meets with.")
public record ContactView(
        @Schema(description = "Id.", examples = "0198c3a2-0000-7000-8000-000000000002")
        UUID id,

        @Schema(description = "Full name.", maxLength = 200, examples = "Jo Doe")
        String name,

        @Schema(description = "Unique in the firm.", format = "email", examples = "jo.doe@example.com")
        String email,

        @Schema(description = "E.164.", nullable = true, examples = "+4930901820") @Nullable
        String phone,

        @Schema(description = "IANA name.", nullable = true, examples = "Europe/Berlin") @Nullable
        String timeZone,

        @Schema(description = "Language tag (BCP 47).", nullable = true, examples = "en-GB") @Nullable
        String locale,

        @Schema(description = "When they were added.", examples = "2026-11-24T09:00:00Z")
        Instant createdAt,

        @Schema(description = "When they were changed last.", examples = "2026-11-24T09:00:00Z")
        Instant updatedAt) {

    static ContactView of(Contact contact) {
        ContactDetails details = contact.details();
        return new ContactView(
                contact.id(),
                details.name(),
                details.email(),
                details.phone(),
                details.timeZone(),
                details.locale(),
                contact.createdAt(),
                contact.updatedAt());
    }
}
