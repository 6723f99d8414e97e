package io.punctual.workflow.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.punctual.ground.problem.Problem;
import java.util.Arrays;

/** Whether a workflow plans anything. */
public enum WorkflowStatus {
    /** Being written; plans nothing. Leaves to active. */
    @JsonProperty("draft")
    DRAFT("draft"),
    /** Plans for each event that it matches. Leaves to paused, or back to draft. */
    @JsonProperty("active")
    ACTIVE("active"),
    /** Stopped by a person; plans nothing, and what waited was cancelled. Leaves to active, or back to draft. */
    @JsonProperty("paused")
    PAUSED("paused");

    private final String code;

    WorkflowStatus(String code) {
        this.code = code;
    }

    /** The name in JSON and in the database. */
    public String code() {
        return code;
    }

    /** Whether a workflow may go from here to {@code wanted}; staying is always allowed. */
    public boolean allows(WorkflowStatus wanted) {
        return switch (this) {
            case DRAFT -> wanted != PAUSED;
            case ACTIVE, PAUSED -> true;
        };
    }

    /**
     * Refuses what {@link #allows} does not allow.
     *
     * @throws Problem 409 {@code illegal_transition}
     */
    void require(WorkflowStatus wanted) {
        if (!allows(wanted)) {
            throw Problem.conflict(
                    "illegal_transition", "A workflow that is " + code + " cannot become " + wanted.code + ".");
        }
    }

    /**
     * The status with this code.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static WorkflowStatus of(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workflow status " + code));
    }
}
