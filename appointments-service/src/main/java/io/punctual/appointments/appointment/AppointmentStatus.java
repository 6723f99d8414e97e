package io.punctual.appointments.appointment;

import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far an appointment has come. This is the only table of what may follow what. */
@Schema(enumeration = {"requested", "confirmed", "completed", "cancelled", "no_show"})
public enum AppointmentStatus {
    /** Asked for, not agreed on yet. Leaves to confirmed or cancelled. */
    REQUESTED {
        @Override
        public Optional<AppointmentStatus> after(Change change) {
            return switch (change) {
                case CONFIRM -> Optional.of(CONFIRMED);
                case RESCHEDULE, UPDATE -> Optional.of(REQUESTED);
                case CANCEL -> Optional.of(CANCELLED);
                case COMPLETE, MISS -> Optional.empty();
            };
        }
    },
    /** Agreed on; its staff member can hold no other one at that time. Leaves to completed, no_show or cancelled. */
    CONFIRMED {
        @Override
        public Optional<AppointmentStatus> after(Change change) {
            return switch (change) {
                case RESCHEDULE, UPDATE -> Optional.of(CONFIRMED);
                case COMPLETE -> Optional.of(COMPLETED);
                case MISS -> Optional.of(NO_SHOW);
                case CANCEL -> Optional.of(CANCELLED);
                case CONFIRM -> Optional.empty();
            };
        }
    },
    /** It took place. Final. */
    COMPLETED,
    /** It was called off, with a reason where one was given. Final. */
    CANCELLED,
    /** The contact did not come. Final. */
    NO_SHOW;

    /** The status after a change, or nothing where this status does not allow it. */
    public Optional<AppointmentStatus> after(Change change) {
        return Optional.empty();
    }

    /** Whether something can still happen to it. */
    public boolean isOpen() {
        return after(Change.UPDATE).isPresent();
    }

    /** The name in the database, in requests and in events. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
