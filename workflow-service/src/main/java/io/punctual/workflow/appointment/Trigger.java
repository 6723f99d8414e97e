package io.punctual.workflow.appointment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/** The lifecycle events that workflows can be triggered by. */
public enum Trigger {
    /** Booked. */
    @JsonProperty("appointment_created")
    CREATED("appointment_created", true),
    /** Confirmed. */
    @JsonProperty("appointment_confirmed")
    CONFIRMED("appointment_confirmed", true),
    /** Moved to other times, in place. */
    @JsonProperty("appointment_rescheduled")
    RESCHEDULED("appointment_rescheduled", true),
    /** Held. */
    @JsonProperty("appointment_completed")
    COMPLETED("appointment_completed", false),
    /** Called off. */
    @JsonProperty("appointment_cancelled")
    CANCELLED("appointment_cancelled", false),
    /** The contact did not come. */
    @JsonProperty("appointment_no_show")
    NO_SHOW("appointment_no_show", false);

    private final String code;
    private final boolean beforeMeeting;

    Trigger(String code, boolean beforeMeeting) {
        this.code = code;
        this.beforeMeeting = beforeMeeting;
    }

    /** The name in JSON and in the database. */
    public String code() {
        return code;
    }

    /** Whether a step may be due before the meeting: a negative delay makes sense only while it lies ahead. */
    public boolean allowsBeforeMeeting() {
        return beforeMeeting;
    }

    /**
     * The trigger with this code.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Trigger of(String code) {
        return Arrays.stream(values())
                .filter(trigger -> trigger.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no trigger " + code));
    }
}
