package io.punctual.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.execution.WorkflowPlan;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkflowMatcherTest {
    private static final UUID CONSULTATION = new UUID(0, 1);
    private static final UUID REVIEW = new UUID(0, 2);

    @Test
    void aWorkflowMatchesItsTriggerAndItsAppointmentTypeOrAll() {
        WorkflowPlan all = plan(Trigger.CREATED, null);
        WorkflowPlan consultations = plan(Trigger.CREATED, CONSULTATION);
        WorkflowPlan reviews = plan(Trigger.CREATED, REVIEW);
        WorkflowPlan confirmed = plan(Trigger.CONFIRMED, null);

        assertThat(WorkflowMatcher.matching(
                        List.of(all, consultations, reviews, confirmed), Trigger.CREATED, CONSULTATION))
                .containsExactly(all, consultations);
    }

    private static WorkflowPlan plan(Trigger trigger, @Nullable UUID appointmentType) {
        return new WorkflowPlan(UUID.randomUUID(), 1, trigger, appointmentType, List.of());
    }
}
