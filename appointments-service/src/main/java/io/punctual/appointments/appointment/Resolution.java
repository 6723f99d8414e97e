package io.punctual.appointments.appointment;

import io.punctual.appointments.directory.AppointmentType;
import io.punctual.appointments.directory.Contact;
import io.punctual.appointments.directory.StaffMember;
import io.punctual.appointments.firm.Firm;
import org.jspecify.annotations.Nullable;

/** What the ids of a booking request stand for; null where the firm has no such thing. */
record Resolution(
        Firm firm,
        @Nullable AppointmentType type,
        @Nullable Contact contact,
        @Nullable StaffMember staff) {}
