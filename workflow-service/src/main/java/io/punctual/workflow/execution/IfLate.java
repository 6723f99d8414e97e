package io.punctual.workflow.execution;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/** What a step wants where its instant had already passed when it was triggered. */
public enum IfLate {
    /** Recorded as {@code skipped/past_schedule}, never sent. */
    @JsonProperty("skip")
    SKIP("skip"),
    /** Due at the event's own time instead, unless the appointment has started. */
    @JsonProperty("send_now")
    SEND_NOW("send_now");

    private final String code;

    IfLate(String code) {
        this.code = code;
    }

    /** The name in JSON and in the database. */
    public String code() {
        return code;
    }

    /**
     * The value with this code.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static IfLate of(String code) {
        return Arrays.stream(values())
                .filter(value -> value.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no if_late " + code));
    }
}
