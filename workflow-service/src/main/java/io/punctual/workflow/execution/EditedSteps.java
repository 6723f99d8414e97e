package io.punctual.workflow.execution;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares two versions of a workflow by what decides when their executions are due. Content does not count. */
final class EditedSteps {

    private EditedSteps() {}

    /** The keys of the earlier version whose waiting executions the later one makes wrong. */
    static Set<String> changed(WorkflowPlan before, WorkflowPlan after) {
        boolean all = before.trigger() != after.trigger()
                || !Objects.equals(before.appointmentType(), after.appointmentType());
        Map<String, StepPlan> later = byKey(after);
        Set<String> changed = new HashSet<>();
        for (StepPlan step : before.steps()) {
            StepPlan now = later.get(step.key());
            if (all || now == null || now.delayMinutes() != step.delayMinutes()) {
                changed.add(step.key());
            }
        }
        return changed;
    }

    /** The steps to plan again for an appointment that lost executions of these keys: the same ones, and all that are new. */
    static List<StepPlan> plannedAgain(WorkflowPlan before, WorkflowPlan after, Set<String> lost) {
        Map<String, StepPlan> earlier = byKey(before);
        return after.steps().stream()
                .filter(step -> lost.contains(step.key()) || !earlier.containsKey(step.key()))
                .toList();
    }

    private static Map<String, StepPlan> byKey(WorkflowPlan plan) {
        return plan.steps().stream().collect(Collectors.toMap(StepPlan::key, Function.identity()));
    }
}
