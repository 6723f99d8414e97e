package io.punctual.workflow.action.email;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.parameter.ParticipationLevel;
import biweekly.parameter.ParticipationStatus;
import biweekly.property.Attendee;
import biweekly.property.Method;
import biweekly.property.Organizer;
import biweekly.property.Status;
import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.appointment.Snapshot;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Writes the meeting as calendars read it (RFC 5545 and 5546). */
final class Invitations {
    private Invitations() {}

    /**
     * The meeting as its newest event tells it: the same UID always, a SEQUENCE that grows with each event, times in UTC.
     * A cancelled meeting is called off.
     *
     * @param from who organises it
     * @param stamp when this was written
     */
    static Invitation of(Snapshot snapshot, EmailAddress from, Instant stamp) {
        Snapshot.Appointment appointment = snapshot.appointment();
        boolean cancelled = appointment.status() == AppointmentStatus.CANCELLED;
        VEvent event = new VEvent();
        event.setUid(appointment.id() + "@punctual");
        event.setSequence(Math.toIntExact(Math.min(snapshot.sequence(), Integer.MAX_VALUE)));
        event.setDateTimeStamp(Date.from(stamp));
        event.setDateStart(Date.from(appointment.startTime()));
        event.setDateEnd(Date.from(appointment.endTime()));
        event.setSummary(HeaderText.oneLine(
                appointment.appointmentType().name() + " – " + snapshot.firm().name()));
        event.setOrganizer(new Organizer(name(snapshot.staff().name()), from.toString()));
        attendee(snapshot.contact(), event);
        place(appointment, event);
        event.setStatus(cancelled ? Status.cancelled() : status(appointment));
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Punctual//Punctual//EN");
        calendar.setMethod(cancelled ? Method.cancel() : Method.request());
        calendar.addEvent(event);
        return new Invitation(
                cancelled ? "CANCEL" : "REQUEST", Biweekly.write(calendar).go());
    }

    private static Status status(Snapshot.Appointment appointment) {
        return appointment.status() == AppointmentStatus.REQUESTED ? Status.tentative() : Status.confirmed();
    }

    private static void attendee(Snapshot.Contact contact, VEvent event) {
        EmailAddress address = contact.email() == null ? null : EmailAddress.parse(contact.email());
        if (address != null) {
            Attendee attendee = new Attendee(name(contact.name()), address.toString());
            attendee.setParticipationLevel(ParticipationLevel.REQUIRED);
            attendee.setParticipationStatus(ParticipationStatus.NEEDS_ACTION);
            attendee.setRsvp(true);
            event.addAttendee(attendee);
        }
    }

    /** A name as iCalendar parameters can hold it: they know no way to write a double quote. */
    private static String name(String name) {
        return HeaderText.oneLine(name).replace('"', '\'');
    }

    private static void place(Snapshot.Appointment appointment, VEvent event) {
        @Nullable String details = appointment.locationDetails();
        if (details == null || details.isBlank()) {
            return;
        }
        event.setLocation(HeaderText.printable(details));
        if (details.startsWith("https://") && details.indexOf(' ') < 0) {
            event.setUrl(HeaderText.oneLine(details));
        }
    }
}
