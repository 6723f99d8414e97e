package io.punctual.appointments.firm;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A firm as callers read it. */
@Schema(name = "Firm", description = "A firm and its profile.")
public record FirmView(
        @Schema(
                description = "What identity providers name in firm_id.",
                examples = "00000000-0000-7000-8000-00000000ac3e")
        UUID id,

        @Schema(description = "Name.", maxLength = 200, examples = "Acme Advisory")
        String name,

        @Schema(description = "IANA name.", examples = "Europe/Berlin")
        String timeZone,

        @Schema(description = "Language tag (BCP 47).", examples = "en-GB")
        String locale,

        @Schema(description = "Two letters (ISO 3166).", examples = "DE")
        String defaultCountry,

        @Schema(description = "When it was created.", examples = "2026-11-24T09:00:00Z")
        Instant createdAt,

        @Schema(description = "When it was changed last.", examples = "2026-11-24T09:00:00Z")
        Instant updatedAt) {

    static FirmView of(Firm firm) {
        FirmProfile profile = firm.profile();
        return new FirmView(
                firm.id(),
                profile.name(),
                profile.timeZone(),
                profile.locale(),
                profile.defaultCountry(),
                firm.createdAt(),
                firm.updatedAt());
    }
}
