package io.punctual.appointments.appointment;

import io.punctual.appointments.event.EventType;

/** What can be done to an appointment that exists. */
public enum Change {
    /** Agree on it. */
    CONFIRM(EventType.CONFIRMED),
    /** Give it other times. */
    RESCHEDULE(EventType.RESCHEDULED),
    /** Give it another contact, staff member, place or link. */
    UPDATE(EventType.UPDATED),
    /** Note that it took place. */
    COMPLETE(EventType.COMPLETED),
    /** Call it off. */
    CANCEL(EventType.CANCELLED),
    /** Note that the contact did not come. */
    MISS(EventType.NO_SHOW);

    private final EventType published;

    Change(EventType published) {
        this.published = published;
    }

    /** What others are told once it is done. */
    public EventType published() {
        return published;
    }
}
