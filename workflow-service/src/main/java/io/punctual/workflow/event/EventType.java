package io.punctual.workflow.event;

import io.punctual.workflow.appointment.Trigger;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may happen to an appointment, as CloudEvents types name it. */
public enum EventType {
    /** Booked. */
    CREATED("created", Trigger.CREATED),
    /** Confirmed. */
    CONFIRMED("confirmed", Trigger.CONFIRMED),
    /** Moved to other times. */
    RESCHEDULED("rescheduled", Trigger.RESCHEDULED),
    /** Contact, staff member, place or link changed; triggers nothing. */
    UPDATED("updated", null),
    /** Held. */
    COMPLETED("completed", Trigger.COMPLETED),
    /** Called off. */
    CANCELLED("cancelled", Trigger.CANCELLED),
    /** The contact did not come. */
    NO_SHOW("no_show", Trigger.NO_SHOW);

    private static final String PREFIX = "io.punctual.appointment.";

    private final String type;
    private final @Nullable Trigger trigger;

    EventType(String name, @Nullable Trigger trigger) {
        this.type = PREFIX + name;
        this.trigger = trigger;
    }

    /** The CloudEvents type. */
    public String type() {
        return type;
    }

    /** What it triggers, where it triggers anything. */
    public Optional<Trigger> trigger() {
        return Optional.ofNullable(trigger);
    }

    /** The event type with this CloudEvents type, where there is one. */
    public static Optional<EventType> of(String type) {
        return Arrays.stream(values()).filter(value -> value.type.equals(type)).findFirst();
    }
}
