package io.punctual.workflow.execution;

import static io.punctual.workflow.execution.Plans.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.workflow.appointment.Trigger;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EditedStepsTest {
    private static final WorkflowPlan BEFORE =
            plan(Trigger.CREATED, null, step("a", 0, -60, IfLate.SKIP), step("b", 1, 0, IfLate.SKIP));

    @Test
    void contentEditsChangeNothing() {
        WorkflowPlan after =
                plan(Trigger.CREATED, null, step("b", 0, 0, IfLate.SEND_NOW), step("a", 1, -60, IfLate.SKIP));
        assertThat(EditedSteps.changed(BEFORE, after)).isEmpty();
    }

    @Test
    void anotherDelayChangesThatStepAlone() {
        WorkflowPlan after = plan(Trigger.CREATED, null, step("a", 0, -90, IfLate.SKIP), step("b", 1, 0, IfLate.SKIP));
        assertThat(EditedSteps.changed(BEFORE, after)).containsExactly("a");
        assertThat(keys(EditedSteps.plannedAgain(BEFORE, after, Set.of("a")))).containsExactly("a");
    }

    @Test
    void anotherTriggerOrFilterChangesAllSteps() {
        assertThat(EditedSteps.changed(
                        BEFORE, plan(Trigger.CONFIRMED, null, BEFORE.steps().toArray(StepPlan[]::new))))
                .containsExactlyInAnyOrder("a", "b");
        assertThat(EditedSteps.changed(
                        BEFORE,
                        plan(Trigger.CREATED, new UUID(1, 2), BEFORE.steps().toArray(StepPlan[]::new))))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aDroppedStepIsChangedAndANewOneIsPlannedWhereSomethingWasLost() {
        WorkflowPlan after = plan(Trigger.CREATED, null, step("c", 0, -30, IfLate.SKIP), step("b", 1, 0, IfLate.SKIP));
        assertThat(EditedSteps.changed(BEFORE, after)).containsExactly("a");
        assertThat(keys(EditedSteps.plannedAgain(BEFORE, after, Set.of("a")))).containsExactly("c");
    }

    private static WorkflowPlan plan(Trigger trigger, @Nullable UUID type, StepPlan... steps) {
        return new WorkflowPlan(new UUID(0, 7), 1, trigger, type, List.of(steps));
    }

    private static List<String> keys(List<StepPlan> steps) {
        return steps.stream().map(StepPlan::key).toList();
    }
}
