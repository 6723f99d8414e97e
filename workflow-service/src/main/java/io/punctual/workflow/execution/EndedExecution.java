package io.punctual.workflow.execution;

import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.appointment.Trigger;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ended execution and what is known now of all that could speak against trying it again.
 *
 * @param reason null where it failed or completed
 * @param lateness the firm's limits
 */
record EndedExecution(
        ExecutionStatus status,
        @Nullable Reason reason,
        Trigger trigger,
        int generation,
        Tie tie,
        boolean workflowDeleted,
        boolean workflowActive,
        boolean stepExists,
        AppointmentStatus appointmentStatus,
        int appointmentGeneration,
        Instant start,
        Lateness lateness) {

    /** Why a person cannot have it tried again now; empty where they can. */
    Optional<String> refusal(Instant now) {
        boolean open = status.next().contains(ExecutionStatus.PENDING);
        if (!open || (status == ExecutionStatus.SKIPPED && reason != Reason.DAILY_LIMIT)) {
            return Optional.of("It is " + status.code()
                    + "; only failed and cancelled executions, and those beyond the daily limit, can be tried again.");
        }
        if (workflowDeleted) {
            return Optional.of("Its workflow was deleted.");
        }
        if (!workflowActive) {
            return Optional.of("Its workflow is not active.");
        }
        if (!stepExists) {
            return Optional.of("Its workflow has no such step any more.");
        }
        if (tie.isTimeTied() && generation != appointmentGeneration) {
            return Optional.of("Its appointment was rescheduled.");
        }
        return AppointmentEffect.of(appointmentStatus, trigger, tie)
                .map(effect -> "Its appointment is " + appointmentStatus.code() + ".")
                .or(() -> tie == Tie.START && !now.isBefore(start)
                        ? Optional.of("The meeting has begun.")
                        : Optional.empty());
    }

    /** Until when it may be tried, if it is due now. */
    Instant expiresAt(Instant now) {
        return lateness.limit(tie, now, start);
    }
}
