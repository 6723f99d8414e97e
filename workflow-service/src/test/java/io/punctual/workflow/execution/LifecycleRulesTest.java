package io.punctual.workflow.execution;

import static io.punctual.workflow.event.EventType.CANCELLED;
import static io.punctual.workflow.event.EventType.COMPLETED;
import static io.punctual.workflow.event.EventType.CONFIRMED;
import static io.punctual.workflow.event.EventType.CREATED;
import static io.punctual.workflow.event.EventType.NO_SHOW;
import static io.punctual.workflow.event.EventType.RESCHEDULED;
import static io.punctual.workflow.event.EventType.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.intake.EventIntake.Taken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The event table of the product, rule by rule. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LifecycleRulesTest {
    private static final String BOOKED = "2026-11-20T09:00:00Z";
    private static final String LATER = "2026-11-21T09:00:00Z";
    private static final String AFTER_THE_MEETING = "2026-12-01T14:30:00Z";

    @Inject
    Scenario firm;

    @Inject
    ExecutionAdmin admin;

    @Inject
    ScriptedActions actions;

    @BeforeEach
    void script() {
        actions.script(firm.firmId, run -> new ActionOutcome.Done(Map.of()));
    }

    @Test
    void createdPlansTheCreatedWorkflows() {
        firm.workflow(Trigger.CREATED, -1440, 0);
        firm.workflow(Trigger.CONFIRMED, 0);
        firm.meeting().happens(CREATED, BOOKED);
        assertThat(firm.executions())
                .extracting(ExecutionView::status, view -> view.scheduledFor().toString())
                .containsExactlyInAnyOrder(tuple("pending", "2026-11-30T14:00:00Z"), tuple("pending", BOOKED));
    }

    @Test
    void anInactiveWorkflowPlansNothing() {
        firm.set(firm.workflow(Trigger.CREATED, 0), "status = 'paused'");
        firm.set(firm.workflow(Trigger.CREATED, 0), "deleted_at = now()");
        firm.meeting().happens(CREATED, BOOKED);
        assertThat(firm.executions()).isEmpty();
    }

    @Test
    void theSameEventAgainHasNoEffect() {
        firm.workflow(Trigger.CREATED, 0);
        LifecycleEvent event = firm.meeting().event(CREATED, BOOKED);
        assertThat(firm.take(event)).isEqualTo(Taken.ACCEPTED);
        assertThat(firm.take(event)).isEqualTo(Taken.KNOWN);
        assertThat(firm.executions()).hasSize(1);
    }

    @Test
    void theSameIdWithAnotherBodyIsAConflictAndLeavesNoTrace() {
        firm.workflow(Trigger.CREATED, 0);
        LifecycleEvent event = firm.meeting().event(CREATED, BOOKED);
        firm.take(event);
        LifecycleEvent forged = firm.event(
                event.id(),
                CREATED,
                event.time(),
                firm.meeting().event(CREATED, BOOKED).data());
        assertThat(firm.take(forged)).isEqualTo(Taken.CONFLICT);
        assertThat(firm.executions()).hasSize(1);
    }

    @Test
    void confirmedPlansOncePerGeneration() {
        firm.workflow(Trigger.CONFIRMED, 0);
        Scenario.Meeting meeting = firm.meeting();
        meeting.happens(CREATED, BOOKED).happens(CONFIRMED, BOOKED).happens(CONFIRMED, LATER);
        assertThat(firm.executions()).hasSize(1);
        meeting.happens(RESCHEDULED, LATER).happens(CONFIRMED, LATER);
        assertThat(firm.executions()).hasSize(2);
    }

    @Test
    void createdWorkflowsNeverFireTwice() {
        firm.workflow(Trigger.CREATED, 0);
        firm.meeting().happens(CREATED, BOOKED).happens(RESCHEDULED, LATER).happens(CREATED, LATER);
        assertThat(firm.states()).containsExactly("pending");
    }

    @Test
    void rescheduledMovesWhatIsTimeTiedAndLeavesTheRest() {
        firm.workflow(Trigger.CREATED, -60, 2880);
        firm.meeting().happens(CREATED, BOOKED).at("2026-12-03T10:00:00Z").happens(RESCHEDULED, LATER);
        assertThat(firm.executions())
                .extracting(
                        ExecutionView::stepKey,
                        Scenario::state,
                        ExecutionView::generation,
                        view -> view.scheduledFor().toString())
                .containsExactlyInAnyOrder(
                        tuple("s1", "cancelled/rescheduled", 0, "2026-12-01T13:00:00Z"),
                        tuple("s1", "pending", 1, "2026-12-03T09:00:00Z"),
                        tuple("s2", "pending", 0, "2026-11-22T09:00:00Z"));
    }

    @Test
    void aReminderSentForTheOldTimeIsSentAgainForTheNewOne() {
        firm.workflow(Trigger.CREATED, -60);
        Scenario.Meeting meeting = firm.meeting().happens(CREATED, BOOKED);
        firm.runAt("2026-12-01T13:00:00Z");
        meeting.at("2026-12-03T10:00:00Z").happens(RESCHEDULED, "2026-12-01T13:10:00Z");
        firm.runAt("2026-12-03T09:00:00Z");
        assertThat(firm.states()).containsExactly("completed", "completed");
    }

    @Test
    void whatWasCancelledBeforeStaysCancelledOverAReschedule() {
        firm.workflow(Trigger.CREATED, -60);
        Scenario.Meeting meeting = firm.meeting().happens(CREATED, BOOKED);
        cancel(firm.execution());
        meeting.happens(RESCHEDULED, LATER);
        assertThat(firm.states()).containsExactly("cancelled/cancelled_by_staff");
    }

    @Test
    void whatWasSkippedAsPastIsPlannedAgainForTheNewTime() {
        firm.workflow(Trigger.CREATED, -1440);
        Scenario.Meeting meeting = firm.meeting().happens(CREATED, "2026-12-01T09:00:00Z");
        assertThat(firm.states()).containsExactly("skipped/past_schedule");
        meeting.at("2026-12-09T10:00:00Z").happens(RESCHEDULED, "2026-12-01T09:30:00Z");
        assertThat(firm.states()).containsExactly("skipped/past_schedule", "pending");
    }

    @Test
    void pastWhenRescheduledCountsFromTheReschedule() {
        firm.workflow(Trigger.CREATED, -1440);
        firm.meeting().happens(CREATED, BOOKED).at("2026-11-21T20:00:00Z").happens(RESCHEDULED, LATER);
        assertThat(firm.states()).containsExactly("cancelled/rescheduled", "skipped/past_schedule");
    }

    @Test
    void rescheduledPlansItsOwnWorkflowsEachTimeOnce() {
        firm.workflow(Trigger.RESCHEDULED, 0, -60);
        firm.meeting()
                .happens(CREATED, BOOKED)
                .at("2026-12-02T10:00:00Z")
                .happens(RESCHEDULED, LATER)
                .at("2026-12-03T10:00:00Z")
                .happens(RESCHEDULED, "2026-11-22T09:00:00Z");
        assertThat(firm.executions())
                .extracting(ExecutionView::stepKey, ExecutionView::generation, Scenario::state)
                .containsExactlyInAnyOrder(
                        tuple("s1", 1, "pending"),
                        tuple("s2", 1, "cancelled/rescheduled"),
                        tuple("s1", 2, "pending"),
                        tuple("s2", 2, "pending"));
    }

    @Test
    void updatedPlansNothingAndTheNewestSnapshotIsUsed() {
        firm.workflow(Trigger.CREATED, 60);
        Scenario.Meeting meeting = firm.meeting().happens(CREATED, BOOKED);
        meeting.location("https://meet.example/2").happens(UPDATED, "2026-11-20T09:10:00Z");
        firm.runAt("2026-11-20T10:00:00Z");
        assertThat(firm.states()).containsExactly("completed");
        assertThat(actions.runsOf(firm.firmId)
                        .getFirst()
                        .context()
                        .snapshot()
                        .appointment()
                        .locationDetails())
                .isEqualTo("https://meet.example/2");
    }

    @Test
    void completedCancelsWhatWasToComeBeforeTheMeeting() {
        firm.workflow(Trigger.CREATED, -15, 60 * 24 * 30);
        firm.workflow(Trigger.COMPLETED, 60);
        firm.meeting().happens(CREATED, BOOKED).happens(CONFIRMED, BOOKED).happens(COMPLETED, "2026-12-01T13:40:00Z");
        assertThat(firm.executions())
                .extracting(ExecutionView::trigger, ExecutionView::stepKey, Scenario::state)
                .containsExactlyInAnyOrder(
                        tuple("appointment_created", "s1", "cancelled/appointment_completed"),
                        tuple("appointment_created", "s2", "pending"),
                        tuple("appointment_completed", "s1", "pending"));
    }

    @Test
    void cancelledCancelsAllAndItsOwnWorkflowsRun() {
        firm.workflow(Trigger.CREATED, -60, 2880);
        firm.workflow(Trigger.CANCELLED, 0);
        firm.meeting().happens(CREATED, BOOKED).happens(CANCELLED, LATER);
        firm.run();
        assertThat(firm.states())
                .containsExactlyInAnyOrder(
                        "cancelled/appointment_cancelled", "cancelled/appointment_cancelled", "completed");
        assertThat(actions.runsOf(firm.firmId)).hasSize(1);
    }

    @Test
    void noShowCancelsAllAndItsOwnWorkflowsRun() {
        firm.workflow(Trigger.CREATED, 60 * 24 * 30);
        firm.workflow(Trigger.NO_SHOW, 0);
        firm.meeting().happens(CREATED, BOOKED).happens(CONFIRMED, BOOKED).happens(NO_SHOW, AFTER_THE_MEETING);
        firm.run();
        assertThat(firm.states()).containsExactlyInAnyOrder("cancelled/appointment_no_show", "completed");
    }

    @Test
    void aCancelThatArrivesBeforeItsCreateLeavesATombstone() {
        firm.workflow(Trigger.CREATED, -60, 0);
        firm.workflow(Trigger.CANCELLED, 0);
        Scenario.Meeting meeting = firm.meeting();
        LifecycleEvent created = meeting.event(CREATED, BOOKED);
        LifecycleEvent cancelled = meeting.event(CANCELLED, LATER);
        firm.take(cancelled);
        firm.take(created);
        firm.runAt("2026-12-02T00:00:00Z");
        assertThat(firm.executions())
                .extracting(ExecutionView::trigger, Scenario::state)
                .containsExactlyInAnyOrder(
                        tuple("appointment_created", "cancelled/appointment_cancelled"),
                        tuple("appointment_created", "cancelled/appointment_cancelled"),
                        tuple("appointment_cancelled", "skipped/too_late"));
    }

    @Test
    void aCreateThatArrivesLatePlansAgainstTheNewestSnapshot() {
        firm.workflow(Trigger.CREATED, -60);
        Scenario.Meeting meeting = firm.meeting();
        LifecycleEvent created = meeting.event(CREATED, BOOKED);
        LifecycleEvent rescheduled = meeting.at("2026-12-03T10:00:00Z").event(RESCHEDULED, LATER);
        firm.take(rescheduled);
        assertThat(firm.executions()).isEmpty();
        firm.take(created);
        assertThat(firm.execution().scheduledFor()).isEqualTo("2026-12-03T09:00:00Z");
        assertThat(firm.execution().generation()).isEqualTo(1);
    }

    @Test
    void otherStaleEventsAreStoredWithoutEffect() {
        firm.workflow(Trigger.CREATED, -60);
        Scenario.Meeting meeting = firm.meeting();
        LifecycleEvent created = meeting.event(CREATED, BOOKED);
        LifecycleEvent moved = meeting.at("2026-12-03T10:00:00Z").event(RESCHEDULED, LATER);
        LifecycleEvent updated = meeting.event(UPDATED, LATER);
        firm.take(created);
        firm.take(updated);
        assertThat(firm.take(moved)).isEqualTo(Taken.ACCEPTED);
        assertThat(firm.states()).containsExactly("pending");
        assertThat(firm.take(moved)).isEqualTo(Taken.KNOWN);
    }

    @Test
    void aLateDeliveryMovesNothing() {
        firm.workflow(Trigger.CONFIRMED, 60);
        LifecycleEvent confirmed = firm.meeting().event(CONFIRMED, BOOKED);
        firm.runAt("2026-11-20T12:00:00Z");
        firm.take(confirmed);
        assertThat(firm.execution().scheduledFor()).isEqualTo("2026-11-20T10:00:00Z");
        firm.run();
        assertThat(firm.states()).containsExactly("completed");
    }

    private void cancel(ExecutionView execution) {
        firm.acting(() -> admin.cancel(firm.firmId, execution.id()));
    }
}
