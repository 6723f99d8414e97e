package io.punctual.workflow.execution;

import static io.punctual.workflow.event.EventType.CONFIRMED;
import static io.punctual.workflow.event.EventType.CREATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.appointment.Trigger;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a change of a workflow does to its executions. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EditRulesTest {
    private static final String BOOKED = "2026-11-20T09:00:00Z";
    private static final Instant EDITED = Instant.parse("2026-11-21T09:00:00Z");

    @Inject
    Scenario firm;

    @Inject
    ScriptedActions actions;

    @Inject
    Replanning replanning;

    @BeforeEach
    void everyTrySucceeds() {
        actions.script(firm.firmId, run -> new ActionOutcome.Done(Map.of()));
    }

    @Test
    void anotherDelayPlansExactlyThoseAppointmentsAgain() {
        UUID id = firm.workflow(Trigger.CREATED, -60);
        firm.meeting().happens(CREATED, BOOKED);
        Replanning.Effect effect = edit(id, Trigger.CREATED, null, step("s1", -120));
        assertThat(effect).isEqualTo(new Replanning.Effect(1, 1, 0));
        assertThat(firm.executions())
                .extracting(Scenario::state, view -> view.scheduledFor().toString())
                .containsExactly(
                        tuple("cancelled/workflow_edited", "2026-12-01T13:00:00Z"),
                        tuple("pending", "2026-12-01T12:00:00Z"));
    }

    @Test
    void whatIsPastAfterAnEditIsSkippedAndNeverSentAtOnce() {
        UUID id = firm.workflow(Trigger.CREATED, 2880);
        firm.meeting().happens(CREATED, BOOKED);
        assertThat(edit(id, Trigger.CREATED, null, step("s1", 60))).isEqualTo(new Replanning.Effect(1, 0, 1));
        assertThat(firm.states()).containsExactly("cancelled/workflow_edited", "skipped/past_schedule");
    }

    @Test
    void anEditNeverReachesWhatDidNotWait() {
        UUID id = firm.workflow(Trigger.CREATED, 0);
        firm.meeting().happens(CREATED, BOOKED);
        firm.run();
        assertThat(edit(id, Trigger.CREATED, null, step("s1", 2880))).isEqualTo(Replanning.Effect.NONE);
        assertThat(firm.states()).containsExactly("completed");
    }

    @Test
    void aContentEditKeepsWhatWaits() {
        UUID id = firm.workflow(Trigger.CREATED, -60);
        firm.meeting().happens(CREATED, BOOKED);
        assertThat(edit(id, Trigger.CREATED, null, step("s1", -60))).isEqualTo(Replanning.Effect.NONE);
        assertThat(firm.states()).containsExactly("pending");
    }

    @Test
    void aDroppedStepCancelsWhatWaitsAndItsReplacementIsPlanned() {
        UUID id = firm.workflow(Trigger.CREATED, -60);
        firm.meeting().happens(CREATED, BOOKED);
        assertThat(edit(id, Trigger.CREATED, null, step("other", -60))).isEqualTo(new Replanning.Effect(1, 1, 0));
        assertThat(firm.executions())
                .extracting(ExecutionView::stepKey, Scenario::state)
                .containsExactly(tuple("s1", "cancelled/workflow_edited"), tuple("other", "pending"));
    }

    @Test
    void anotherFilterDropsAppointmentsOfOtherTypes() {
        UUID id = firm.workflow(Trigger.CREATED, -60);
        firm.meeting().happens(CREATED, BOOKED);
        assertThat(edit(id, Trigger.CREATED, UUID.randomUUID(), step("s1", -60)))
                .isEqualTo(new Replanning.Effect(1, 0, 0));
    }

    @Test
    void anotherTriggerPlansOnlyWhereItHasHappened() {
        UUID id = firm.workflow(Trigger.CREATED, -60);
        firm.meeting().happens(CREATED, BOOKED);
        firm.meeting().happens(CREATED, BOOKED).happens(CONFIRMED, BOOKED);
        assertThat(edit(id, Trigger.CONFIRMED, null, step("s1", -60))).isEqualTo(new Replanning.Effect(2, 1, 0));
        assertThat(firm.executions())
                .extracting(ExecutionView::trigger, Scenario::state)
                .contains(tuple("appointment_confirmed", "pending"));
    }

    @Test
    void askingWhatAnEditWouldDoChangesNothing() {
        UUID id = firm.workflow(Trigger.CREATED, -60);
        firm.meeting().happens(CREATED, BOOKED);
        WorkflowPlan after = after(id, Trigger.CREATED, null, step("s1", -120));
        WorkflowPlan before = firm.plan(id);
        Replanning.Effect effect = firm.acting(() -> {
            QuarkusTransaction.begin();
            Replanning.Effect found = replanning.wouldDo(firm.firmId, before, after, EDITED);
            assertThat(QuarkusTransaction.getStatus()).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
            QuarkusTransaction.rollback();
            return found;
        });
        assertThat(effect).isEqualTo(new Replanning.Effect(1, 1, 0));
        assertThat(firm.states()).containsExactly("pending");
    }

    @Test
    void aStoppedWorkflowCancelsWhatWaits() {
        UUID id = firm.workflow(Trigger.CREATED, -60, 2880);
        firm.meeting().happens(CREATED, BOOKED);
        int cancelled = inTransaction(() -> replanning.withdraw(firm.firmId, id, Reason.WORKFLOW_INACTIVE, EDITED));
        assertThat(cancelled).isEqualTo(2);
        assertThat(firm.states()).containsOnly("cancelled/workflow_inactive");
    }

    @Test
    void activationForWhatExistsPlansTimeTiedStepsOfFutureOpenAppointmentsOnce() {
        firm.meeting().happens(CREATED, BOOKED);
        firm.meeting().at("2026-11-20T12:00:00Z").happens(CREATED, BOOKED);
        UUID id = firm.workflow(Trigger.CREATED, -60, -60 * 24 * 30, 0);
        assertThat(apply(id)).isEqualTo(new Replanning.Effect(0, 1, 1));
        assertThat(apply(id).plans()).isZero();
        assertThat(firm.executions())
                .filteredOn(view -> view.status().equals("pending"))
                .singleElement()
                .satisfies(view -> assertThat(view.scheduledFor()).isEqualTo("2026-12-01T13:00:00Z"));
    }

    private Replanning.Effect apply(UUID id) {
        return inTransaction(() -> replanning.applyToExisting(firm.firmId, firm.plan(id), EDITED));
    }

    private Replanning.Effect edit(UUID id, Trigger trigger, @Nullable UUID type, StepPlan... steps) {
        WorkflowPlan before = firm.plan(id);
        WorkflowPlan after = after(id, trigger, type, steps);
        return inTransaction(() -> {
            replanning.lockForChange(firm.firmId);
            return replanning.edited(firm.firmId, before, after, EDITED);
        });
    }

    private static WorkflowPlan after(UUID id, Trigger trigger, @Nullable UUID type, StepPlan... steps) {
        return new WorkflowPlan(id, 2, trigger, type, List.of(steps));
    }

    private static StepPlan step(String key, int delay) {
        return Plans.step(key, 0, delay, IfLate.SKIP);
    }

    private <T> T inTransaction(Supplier<T> work) {
        return firm.acting(() -> QuarkusTransaction.requiringNew().call(work::get));
    }
}
