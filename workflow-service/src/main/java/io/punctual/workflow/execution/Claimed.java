package io.punctual.workflow.execution;

import io.punctual.workflow.action.StepVersion;
import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.firm.FirmSenders;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An execution that this worker has started, with everything its checks and its action need, as it was at the start.
 *
 * @param fence tells this claim from any later one
 * @param attempt tries begun over its whole life, this one included
 * @param retries tries begun in this budget, this one included
 * @param scheduledFor when this try was due
 * @param workflow what the workflow says now, or null where its newest version has no such step
 * @param appointment what is known of the appointment now
 * @param messages what the firm has sent on this day, and may send
 */
record Claimed(
        UUID firmId,
        UUID executionId,
        long fence,
        int attempt,
        int retries,
        Instant scheduledFor,
        Instant expiresAt,
        Trigger trigger,
        int generation,
        Tie tie,
        UUID workflowId,
        int plannedVersion,
        WorkflowNow workflow,
        AppointmentNow appointment,
        FirmSenders senders,
        MessagesNow messages) {

    /**
     * The workflow as it is now.
     *
     * @param step the newest version of the step, or null where it was dropped
     * @param actionConfig the step's configuration as JSON text; empty where it was dropped
     */
    record WorkflowNow(
            boolean deleted,
            boolean active,
            boolean requireConfirmed,
            @Nullable StepVersion step,
            String actionConfig) {}

    /**
     * The appointment as it is now.
     *
     * @param snapshot the newest one, as JSON text
     */
    record AppointmentNow(AppointmentStatus status, int generation, String snapshot) {}

    /**
     * The firm's messages of this day (UTC), as far as they are counted.
     *
     * @param limit the firm's own, or null where the installation's holds
     */
    record MessagesNow(long sentToday, @Nullable Integer limit) {}

    /** The kind of action that runs, or null where the step is gone. */
    @Nullable
    String actionType() {
        StepVersion step = workflow.step();
        return step == null ? null : step.actionType();
    }

    /** Whether it sends a message. */
    boolean isMessage() {
        String actionType = actionType();
        return actionType != null && MessageBudget.isMessage(actionType);
    }

    /** The version that runs: the newest, or the planned one where the step is gone. */
    int runVersion() {
        StepVersion step = workflow.step();
        return step == null ? plannedVersion : step.version();
    }
}
