package io.punctual.workflow.appointment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/** The status of an appointment, as its newest event says. */
public enum AppointmentStatus {
    /** Asked for, not yet confirmed. */
    @JsonProperty("requested")
    REQUESTED("requested"),
    /** Agreed. */
    @JsonProperty("confirmed")
    CONFIRMED("confirmed"),
    /** Held. */
    @JsonProperty("completed")
    COMPLETED("completed"),
    /** Called off. */
    @JsonProperty("cancelled")
    CANCELLED("cancelled"),
    /** The contact did not come. */
    @JsonProperty("no_show")
    NO_SHOW("no_show");

    private final String code;

    AppointmentStatus(String code) {
        this.code = code;
    }

    /** The name in JSON and in the database. */
    public String code() {
        return code;
    }

    /** Whether the meeting may still take place. */
    public boolean isOpen() {
        return this == REQUESTED || this == CONFIRMED;
    }

    /**
     * The status with this code.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static AppointmentStatus of(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no appointment status " + code));
    }
}
