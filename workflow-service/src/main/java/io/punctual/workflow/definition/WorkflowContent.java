package io.punctual.workflow.definition;

import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.execution.StepPlan;
import io.punctual.workflow.execution.WorkflowPlan;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a workflow says: all that is published, and nothing else. Two with equal parts are the same document.
 *
 * @param appointmentType the only type it is for, or null for all
 * @param requireConfirmed whether what is due while the appointment is only requested is skipped
 * @param steps 1 to 50, in their order
 */
public record WorkflowContent(
        String name, Trigger trigger, @Nullable UUID appointmentType, boolean requireConfirmed, List<Step> steps) {

    /** What planning needs of it. */
    WorkflowPlan plan(UUID workflowId, int version) {
        List<StepPlan> plans = IntStream.range(0, steps.size())
                .mapToObj(position -> steps.get(position).plan(position))
                .toList();
        return new WorkflowPlan(workflowId, version, trigger, appointmentType, plans);
    }
}
