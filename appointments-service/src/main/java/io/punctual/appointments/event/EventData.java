package io.punctual.appointments.event;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Everything a receiver needs to know of an appointment, as it was right after the event.
 *
 * @param sequence position among the events of this appointment, from 1, without gaps
 */
public record EventData(
        int sequence, FirmData firm, AppointmentData appointment, ContactData contact, StaffData staff) {

    /** The profile of the firm. */
    public record FirmData(UUID id, String name, String timeZone, String locale) {}

    /** The appointment itself. */
    public record AppointmentData(
            UUID id,
            AppointmentTypeData appointmentType,
            String status,
            Instant startTime,
            Instant endTime,
            String timeZone,
            String locationMode,
            @Nullable String locationDetails) {}

    /** What kind of meeting it is. */
    @Schema(name = "AppointmentTypeData", description = "A kind of meeting, as an appointment names it.")
    public record AppointmentTypeData(
            @Schema(description = "Id.", examples = "0198c3a2-0000-7000-8000-000000000001")
            UUID id,

            @Schema(description = "Name.", examples = "Consultation")
            String name) {}

    /** Who the meeting is with. */
    @Schema(name = "ContactData", description = "A contact, as an appointment names them.")
    public record ContactData(
            @Schema(description = "Id.", examples = "0198c3a2-0000-7000-8000-000000000002")
            UUID id,

            @Schema(description = "Full name.", examples = "Jo Doe")
            String name,

            @Schema(description = "E-mail address.", examples = "jo.doe@example.com")
            String email,

            @Schema(description = "E.164.", nullable = true, examples = "+4930901820") @Nullable
            String phone,

            @Schema(description = "IANA name.", nullable = true, examples = "Europe/Berlin") @Nullable
            String timeZone,

            @Schema(description = "Language tag (BCP 47).", nullable = true, examples = "en-GB") @Nullable
            String locale) {}

    /** Who holds the meeting. */
    @Schema(name = "StaffData", description = "A staff member, as an appointment names them.")
    public record StaffData(
            @Schema(description = "Id.", examples = "0198c3a2-0000-7000-8000-000000000003")
            UUID id,

            @Schema(description = "Full name.", examples = "Sam Roe")
            String name,

            @Schema(description = "E-mail address.", examples = "sam@acme.example")
            String email,

            @Schema(description = "IANA name.", nullable = true, examples = "Europe/Berlin") @Nullable
            String timeZone) {}
}
