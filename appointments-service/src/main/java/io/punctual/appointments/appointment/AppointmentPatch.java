package io.punctual.appointments.appointment;

import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be different about an appointment; what is absent or null stays as it is. */
@Schema(description = "What is to be different. What is absent or null stays as it is.")
public record AppointmentPatch(
        @Schema(description = "How people meet.", nullable = true) @Nullable
        LocationMode locationMode,

        @Size(max = 1000)
        @Schema(
                description = "Link, number or address, without control characters. Empty text removes it.",
                nullable = true,
                examples = "https://meet.example.com/abc")
        @Nullable
        String locationDetails,

        @Schema(description = "Who holds it instead.", nullable = true) @Nullable
        UUID staffId,

        @Schema(description = "Who it is with instead.", nullable = true) @Nullable
        UUID contactId) {

    /** The location that results. */
    Location applyTo(Location present) {
        LocationMode mode = locationMode == null ? present.mode() : locationMode;
        if (locationDetails == null) {
            return new Location(mode, present.details());
        }
        return new Location(mode, locationDetails.isEmpty() ? null : locationDetails);
    }

    /** The parties that result. */
    Parties applyTo(Parties present) {
        return new Parties(
                present.appointmentTypeId(),
                contactId == null ? present.contactId() : contactId,
                staffId == null ? present.staffId() : staffId);
    }
}
