package io.punctual.appointments.event;

import java.util.Locale;

/** What can happen to an appointment, as others are told. */
public enum EventType {
    /** It was booked. */
    CREATED,
    /** It was agreed on. */
    CONFIRMED,
    /** Its times changed; its status did not. */
    RESCHEDULED,
    /** Its contact, staff member, place or link changed. */
    UPDATED,
    /** It took place. */
    COMPLETED,
    /** It was called off. */
    CANCELLED,
    /** The contact did not come. */
    NO_SHOW;

    /** The CloudEvents type, such as {@code io.punctual.appointment.no_show}. */
    public String wireName() {
        return "io.punctual.appointment." + name().toLowerCase(Locale.ROOT);
    }
}
