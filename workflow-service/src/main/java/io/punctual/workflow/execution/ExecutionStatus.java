package io.punctual.workflow.execution;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The states of an execution, and the only table of its transitions. */
public enum ExecutionStatus {
    /** Waits for its instant or for another try; leaves when a try starts or when it is withdrawn or skipped. */
    PENDING("pending"),
    /** A try has started; leaves with the try's outcome, or back to pending for another try. */
    EXECUTING("executing"),
    /** The action succeeded. Final. */
    COMPLETED("completed"),
    /** Not tried again by itself; leaves by manual retry. */
    FAILED("failed"),
    /** Withdrawn by its appointment, its workflow or a person; leaves by manual retry where nothing withdraws it any more. */
    CANCELLED("cancelled"),
    /** A rule said no when it was planned or when it was due. Final, but for manual retry after the daily limit. */
    SKIPPED("skipped");

    private final String code;

    ExecutionStatus(String code) {
        this.code = code;
    }

    /** The name in JSON and in the database. */
    public String code() {
        return code;
    }

    /** Where it may go from here. */
    public Set<ExecutionStatus> next() {
        return switch (this) {
            case PENDING -> EnumSet.of(EXECUTING, CANCELLED, SKIPPED);
            case EXECUTING -> EnumSet.of(COMPLETED, FAILED, SKIPPED, CANCELLED, PENDING);
            case FAILED, CANCELLED, SKIPPED -> EnumSet.of(PENDING);
            case COMPLETED -> EnumSet.noneOf(ExecutionStatus.class);
        };
    }

    /** Whether it has ended, if not for good. */
    public boolean isEnded() {
        return this != PENDING && this != EXECUTING;
    }

    /**
     * The status with this code.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static ExecutionStatus of(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no execution status " + code));
    }
}
