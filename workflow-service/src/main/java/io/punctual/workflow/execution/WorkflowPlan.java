package io.punctual.workflow.execution;

import io.punctual.workflow.appointment.Trigger;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a published version of a workflow says about its executions.
 *
 * @param appointmentType the only type it is for, or null for all
 * @param steps in their order
 */
public record WorkflowPlan(
        UUID workflowId,
        int version,
        Trigger trigger,
        @Nullable UUID appointmentType,
        List<StepPlan> steps) {}
