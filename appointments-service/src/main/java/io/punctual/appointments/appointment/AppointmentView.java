package io.punctual.appointments.appointment;

import io.punctual.appointments.event.EventData;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An appointment as callers read it: the same parts as in its events. */
@Schema(name = "Appointment", description = "An appointment with whom and what it refers to.")
public record AppointmentView(
        @Schema(description = "Id.", examples = "0198c3a2-0000-7000-8000-000000000004")
        UUID id,

        @Schema(description = "What kind of meeting it is.") EventData.AppointmentTypeData appointmentType,
        @Schema(description = "How far it has come.") AppointmentStatus status,

        @Schema(description = "Start.", examples = "2027-03-01T13:00:00Z")
        Instant startTime,

        @Schema(description = "End.", examples = "2027-03-01T13:30:00Z")
        Instant endTime,

        @Schema(description = "IANA name of the zone it was booked in.", examples = "Europe/Berlin")
        String timeZone,

        @Schema(description = "How people meet.") LocationMode locationMode,

        @Schema(description = "Link, number or address.", nullable = true, examples = "https://meet.example.com/abc")
        @Nullable
        String locationDetails,

        @Schema(description = "Who it is with.") EventData.ContactData contact,
        @Schema(description = "Who holds it.") EventData.StaffData staff,

        @Schema(description = "Why it was called off.", nullable = true, examples = "Ill") @Nullable
        String cancellationReason,

        @Schema(description = "Position of its newest event, from 1.", minimum = "1", examples = "1")
        int sequence,

        @Schema(description = "When it was booked.", examples = "2026-11-24T09:00:00Z")
        Instant createdAt,

        @Schema(description = "When it was changed last.", examples = "2026-11-24T09:00:00Z")
        Instant updatedAt) {

    static AppointmentView of(AppointmentDetails details) {
        Appointment appointment = details.appointment();
        EventData data = details.eventData();
        return new AppointmentView(
                appointment.id(),
                data.appointment().appointmentType(),
                appointment.status(),
                appointment.times().start(),
                appointment.times().end(),
                appointment.timeZone(),
                appointment.location().mode(),
                appointment.location().details(),
                data.contact(),
                data.staff(),
                appointment.cancellationReason(),
                appointment.sequence(),
                appointment.createdAt(),
                appointment.updatedAt());
    }
}
