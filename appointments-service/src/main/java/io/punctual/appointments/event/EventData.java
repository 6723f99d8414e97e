package io.punctual.appointments.event;

import java.time.Instant;
import java.util.UUID;
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
    public record AppointmentTypeData(UUID id, String name) {}

    /** Who the meeting is with. */
    public record ContactData(
            UUID id,
            String name,
            String email,
            @Nullable String phone,
            @Nullable String timeZone,
            @Nullable String locale) {}

    /** Who holds the meeting. */
    public record StaffData(
            UUID id, String name, String email, @Nullable String timeZone) {}
}
