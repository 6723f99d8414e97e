package io.punctual.workflow.execution;

import io.punctual.ground.id.Ids;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.appointment.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Speaks of workflows and occasions in tests of planning. */
final class Plans {
    static final Instant START = Instant.parse("2026-12-01T14:00:00Z");
    static final Instant END = Instant.parse("2026-12-01T14:30:00Z");

    private Plans() {}

    static WorkflowPlan workflow(Trigger trigger, int... delays) {
        List<StepPlan> steps = new ArrayList<>();
        for (int delay : delays) {
            steps.add(step("s" + (steps.size() + 1), steps.size(), delay, IfLate.SKIP));
        }
        return new WorkflowPlan(Ids.next(), 1, trigger, null, steps);
    }

    static WorkflowPlan workflow(Trigger trigger, StepPlan... steps) {
        return new WorkflowPlan(Ids.next(), 1, trigger, null, List.of(steps));
    }

    static StepPlan step(String key, int position, int delay, IfLate ifLate) {
        return new StepPlan(key, position, delay, ifLate, "send_email", Recipient.CONTACT);
    }

    static Occasion occasion(Trigger trigger, String eventTime) {
        Instant time = Instant.parse(eventTime);
        return new Occasion(new UUID(1, 1), "event", time, trigger, 0, START, END, time, true, null);
    }

    static Planned plan(Trigger trigger, int delay, String eventTime) {
        return plan(trigger, step("s1", 0, delay, IfLate.SKIP), occasion(trigger, eventTime));
    }

    static Planned plan(Trigger trigger, StepPlan step, Occasion occasion) {
        return new ExecutionPlanner(Ids::next)
                .plan(workflow(trigger, step), occasion, Lateness.DEFAULT)
                .getFirst();
    }
}
