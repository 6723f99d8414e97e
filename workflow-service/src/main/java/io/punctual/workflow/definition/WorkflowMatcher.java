package io.punctual.workflow.definition;

import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.execution.WorkflowPlan;
import java.util.List;
import java.util.UUID;

/** Says which workflows an event of an appointment concerns. */
public final class WorkflowMatcher {
    private WorkflowMatcher() {}

    /** Those of the active workflows that have this trigger and are for this appointment type or for all, in their order. */
    public static List<WorkflowPlan> matching(List<WorkflowPlan> active, Trigger trigger, UUID appointmentType) {
        return active.stream()
                .filter(plan -> matches(plan, trigger, appointmentType))
                .toList();
    }

    /** Whether the workflow has this trigger and is for this appointment type or for all. */
    public static boolean matches(WorkflowPlan plan, Trigger trigger, UUID appointmentType) {
        UUID filter = plan.appointmentType();
        return plan.trigger() == trigger && (filter == null || filter.equals(appointmentType));
    }
}
