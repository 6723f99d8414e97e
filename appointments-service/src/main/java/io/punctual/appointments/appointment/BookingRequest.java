package io.punctual.appointments.appointment;

import io.punctual.appointments.directory.ContactInput;
import io.punctual.ground.json.PlainText;
import io.punctual.ground.json.ZoneName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What it takes to book an appointment. */
@Schema(description = "What it takes to book an appointment. Staff give exactly one of contact_id and contact.")
public record BookingRequest(
        @NotNull @Schema(description = "What kind of meeting it is.")
        UUID appointmentTypeId,

        @Schema(description = "Who it is with, where they are known.", nullable = true) @Nullable
        UUID contactId,

        @Valid
        @Schema(
                description =
                        "Who it is with. A contact of the firm with the same e-mail address, whatever its case, is reused unchanged.",
                nullable = true)
        @Nullable
        ContactInput contact,

        @NotNull @Schema(description = "Who holds it.") UUID staffId,

        @NotNull
        @Schema(
                description = "Start, in the years 2000 to 2199. A portal user books ahead only.",
                examples = "2027-03-01T13:00:00Z")
        Instant startTime,

        @NotNull
        @Schema(description = "End: after the start, 24 hours later at most.", examples = "2027-03-01T13:30:00Z")
        Instant endTime,

        @NotNull
        @ZoneName
        @Schema(description = "IANA name of the zone it is booked in.", maxLength = 100, examples = "Europe/Berlin")
        String timeZone,

        @NotNull @Schema(description = "How people meet.") LocationMode locationMode,

        @Size(max = 1000)
        @PlainText
        @Schema(
                description = "Link, number or address, without control characters.",
                nullable = true,
                examples = "https://meet.example.com/abc")
        @Nullable
        String locationDetails,

        @Schema(description = "Staff may book it as confirmed at once.", nullable = true) @Nullable
        BookedAs status) {

    /** Whether it is to be confirmed at once. */
    boolean confirmed() {
        return status == BookedAs.CONFIRMED;
    }
}
