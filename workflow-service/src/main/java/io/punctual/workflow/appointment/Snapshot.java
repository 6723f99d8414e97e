package io.punctual.workflow.appointment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An appointment and everyone in it, as one event told it. Every text renders from the newest one.
 *
 * @param sequence the event's place among the appointment's events, from 1
 */
public record Snapshot(long sequence, Firm firm, Appointment appointment, Contact contact, Staff staff) {

    /** The firm's profile at the event; zone is an IANA name, locale a BCP 47 tag. */
    public record Firm(UUID id, String name, String timeZone, String locale) {}

    /**
     * The appointment itself.
     *
     * @param timeZone the venue's zone
     * @param locationMode {@code video}, {@code phone} or {@code in_person}
     */
    public record Appointment(
            UUID id,
            AppointmentType appointmentType,
            AppointmentStatus status,
            Instant startTime,
            Instant endTime,
            @Nullable String timeZone,
            @Nullable String locationMode,
            @Nullable String locationDetails) {}

    /** What kind of appointment it is. */
    public record AppointmentType(UUID id, String name) {}

    /** With whom the meeting is. */
    public record Contact(
            UUID id,
            String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String timeZone,
            @Nullable String locale) {}

    /** Who holds it. */
    public record Staff(
            UUID id,
            String name,
            @Nullable String email,
            @Nullable String timeZone) {}
}
