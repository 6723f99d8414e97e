package io.punctual.workflow.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Decides what is due when. Pure: the same input gives the same plan, but for the ids. */
public final class ExecutionPlanner {
    private final Supplier<UUID> ids;

    /** A planner that takes the executions' ids from {@code ids}. */
    public ExecutionPlanner(Supplier<UUID> ids) {
        this.ids = ids;
    }

    /** Plans every step of a workflow for one occasion. */
    public List<Planned> plan(WorkflowPlan workflow, Occasion occasion, Lateness lateness) {
        return workflow.steps().stream()
                .map(step -> plan(workflow, step, occasion, lateness))
                .toList();
    }

    /** Plans one step of a workflow for one occasion. */
    public Planned plan(WorkflowPlan workflow, StepPlan step, Occasion occasion, Lateness lateness) {
        Tie tie = Tie.of(occasion.trigger(), step.delayMinutes());
        Instant due = anchor(tie, occasion).plus(Duration.ofMinutes(step.delayMinutes()));
        boolean past = due.isBefore(occasion.triggeredAt());
        boolean sendNow = past && sendsNow(step, occasion);
        Instant scheduledFor = sendNow ? occasion.triggeredAt() : due;
        return new Planned(
                ids.get(),
                workflow.workflowId(),
                workflow.version(),
                step.key(),
                step.position(),
                step.actionType(),
                occasion.appointmentId(),
                occasion.eventId(),
                occasion.eventTime(),
                occasion.trigger(),
                occasion.generation(),
                step.recipient().code(),
                tie,
                scheduledFor,
                lateness.limit(tie, scheduledFor, occasion.start()),
                occasion.traceparent(),
                past && !sendNow ? Reason.PAST_SCHEDULE : null);
    }

    private static Instant anchor(Tie tie, Occasion occasion) {
        return switch (tie) {
            case START -> occasion.start();
            case END -> occasion.end();
            case EVENT -> occasion.eventTime();
        };
    }

    private static boolean sendsNow(StepPlan step, Occasion occasion) {
        return step.ifLate() == IfLate.SEND_NOW
                && occasion.maySendLate()
                && occasion.triggeredAt().isBefore(occasion.start());
    }
}
