package io.punctual.workflow.execution;

import java.util.Arrays;

/** Why an execution was cancelled or skipped; stable codes. */
public enum Reason {
    /** Its appointment was called off. */
    APPOINTMENT_CANCELLED("appointment_cancelled", ExecutionStatus.CANCELLED),
    /** Its meeting has been held: what was to come before it is void. */
    APPOINTMENT_COMPLETED("appointment_completed", ExecutionStatus.CANCELLED),
    /** The contact did not come. */
    APPOINTMENT_NO_SHOW("appointment_no_show", ExecutionStatus.CANCELLED),
    /** Planned for a time that the appointment no longer has. */
    RESCHEDULED("rescheduled", ExecutionStatus.CANCELLED),
    /** An edit changed when, or whether, it is due. */
    WORKFLOW_EDITED("workflow_edited", ExecutionStatus.CANCELLED),
    /** Its workflow was paused. */
    WORKFLOW_INACTIVE("workflow_inactive", ExecutionStatus.CANCELLED),
    /** Its workflow was deleted. */
    WORKFLOW_DELETED("workflow_deleted", ExecutionStatus.CANCELLED),
    /** A person cancelled it. */
    CANCELLED_BY_STAFF("cancelled_by_staff", ExecutionStatus.CANCELLED),
    /** It was due before the event that triggered it. */
    PAST_SCHEDULE("past_schedule", ExecutionStatus.SKIPPED),
    /** It could not be started before its lateness limit. */
    TOO_LATE("too_late", ExecutionStatus.SKIPPED),
    /** Nobody to reach: the address is empty. */
    NO_RECIPIENT("no_recipient", ExecutionStatus.SKIPPED),
    /** Its workflow requires a confirmed appointment, and it was not when due. */
    NOT_CONFIRMED("not_confirmed", ExecutionStatus.SKIPPED),
    /** Its firm had sent as many messages on this day as it may. A person can have it tried again, on another day. */
    DAILY_LIMIT("daily_limit", ExecutionStatus.SKIPPED);

    private final String code;
    private final ExecutionStatus status;

    Reason(String code, ExecutionStatus status) {
        this.code = code;
        this.status = status;
    }

    /** The name in JSON and in the database. */
    public String code() {
        return code;
    }

    /** The status it explains: cancelled or skipped. */
    public ExecutionStatus status() {
        return status;
    }

    /**
     * The reason with this code.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Reason of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no reason " + code));
    }
}
