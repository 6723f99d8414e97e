package io.punctual.appointments.appointment;

import io.punctual.appointments.directory.AppointmentType;
import io.punctual.appointments.directory.Contact;
import io.punctual.appointments.directory.ContactDetails;
import io.punctual.appointments.directory.StaffDetails;
import io.punctual.appointments.directory.StaffMember;
import io.punctual.appointments.event.EventData;
import io.punctual.appointments.firm.Firm;
import io.punctual.appointments.firm.FirmProfile;

/** An appointment with everything it refers to, read together. */
public record AppointmentDetails(
        Appointment appointment, Firm firm, AppointmentType type, Contact contact, StaffMember staff) {

    /**
     * Changes whenever anything in this reading does: its own version in front, and behind it those of what it refers to,
     * which are others only when its own has grown.
     */
    public long version() {
        return (appointment.version() << 32) + type.version() + contact.version() + staff.version();
    }

    /** What an event says of it now. */
    EventData eventData() {
        FirmProfile profile = firm.profile();
        return new EventData(
                appointment.sequence(),
                new EventData.FirmData(firm.id(), profile.name(), profile.timeZone(), profile.locale()),
                appointmentData(),
                contactData(),
                staffData());
    }

    private EventData.AppointmentData appointmentData() {
        return new EventData.AppointmentData(
                appointment.id(),
                new EventData.AppointmentTypeData(type.id(), type.details().name()),
                appointment.status().wireName(),
                appointment.times().start(),
                appointment.times().end(),
                appointment.timeZone(),
                appointment.location().mode().wireName(),
                appointment.location().details());
    }

    private EventData.ContactData contactData() {
        ContactDetails details = contact.details();
        return new EventData.ContactData(
                contact.id(), details.name(), details.email(), details.phone(), details.timeZone(), details.locale());
    }

    private EventData.StaffData staffData() {
        StaffDetails details = staff.details();
        return new EventData.StaffData(staff.id(), details.name(), details.email(), details.timeZone());
    }
}
