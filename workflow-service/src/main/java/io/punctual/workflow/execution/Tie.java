package io.punctual.workflow.execution;

import io.punctual.workflow.appointment.Trigger;
import java.util.Arrays;

/** What the due instant of a step hangs on. */
public enum Tie {
    /** The appointment's start: a before-meeting step. */
    START("start"),
    /** The appointment's end. */
    END("end"),
    /** The event's own time; a reschedule moves nothing. */
    EVENT("event");

    private final String code;

    Tie(String code) {
        this.code = code;
    }

    /** The name in the database. */
    public String code() {
        return code;
    }

    /** Whether a reschedule moves it. */
    public boolean isTimeTied() {
        return this != EVENT;
    }

    /** What a step of this trigger and delay hangs on. */
    public static Tie of(Trigger trigger, int delayMinutes) {
        if (delayMinutes < 0) {
            return START;
        }
        return trigger == Trigger.COMPLETED ? END : EVENT;
    }

    /**
     * The tie with this code.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Tie of(String code) {
        return Arrays.stream(values())
                .filter(tie -> tie.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tie " + code));
    }
}
