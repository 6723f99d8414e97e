package io.punctual.workflow.execution;

import static io.punctual.workflow.event.EventType.CANCELLED;
import static io.punctual.workflow.event.EventType.CONFIRMED;
import static io.punctual.workflow.event.EventType.CREATED;
import static io.punctual.workflow.event.EventType.RESCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.punctual.ground.problem.Problem;
import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.appointment.Trigger;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when an execution is due: checks, tries, outcomes, and what people can do about them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RunningRulesTest {
    private static final String BOOKED = "2026-11-20T09:00:00Z";

    @Inject
    Scenario firm;

    @Inject
    ScriptedActions actions;

    @Inject
    ExecutionAdmin admin;

    @Inject
    ExecutionHistory history;

    @Inject
    Rescue rescue;

    @Inject
    ExecutionQueue queue;

    @Inject
    ExecutionRecords records;

    @Inject
    DueRun dueRun;

    @Inject
    MutableClock clock;

    @BeforeEach
    void everyTrySucceeds() {
        actions.script(firm.firmId, run -> new ActionOutcome.Done(Map.of("message_id", "m")));
    }

    @Test
    void nothingRunsBeforeItsInstant() {
        firm.workflow(Trigger.CREATED, 60);
        firm.meeting().happens(CREATED, BOOKED);
        firm.runAt("2026-11-20T09:59:59.999Z");
        assertThat(firm.states()).containsExactly("pending");
        firm.runAt("2026-11-20T10:00:00Z");
        assertThat(firm.states()).containsExactly("completed");
        assertThat(detail().attempts()).extracting(AttemptView::result).containsExactly("succeeded");
        assertThat(detail().result()).containsEntry("message_id", "m");
    }

    @Test
    void whatWasDoneIsNotDoneAgain() {
        firm.workflow(Trigger.CREATED, 0);
        firm.meeting().happens(CREATED, BOOKED);
        firm.run();
        firm.run();
        assertThat(actions.runsOf(firm.firmId)).hasSize(1);
    }

    @Test
    void aReminderNeverRunsMoreThanAnHourLate() {
        firm.workflow(Trigger.CREATED, -1440);
        firm.meeting().happens(CREATED, BOOKED);
        firm.runAt("2026-11-30T15:00:00Z");
        assertThat(firm.states()).containsExactly("skipped/too_late");
        assertThat(firm.execution().attempt()).isZero();
    }

    @Test
    void aReminderNeverRunsOnceTheMeetingHasBegun() {
        firm.workflow(Trigger.CREATED, -30);
        firm.meeting().happens(CREATED, BOOKED);
        firm.runAt("2026-12-01T14:00:00Z");
        assertThat(firm.states()).containsExactly("skipped/too_late");
    }

    @Test
    void othersRunUpToADayLate() {
        firm.workflow(Trigger.CREATED, 0, 1);
        firm.meeting().happens(CREATED, BOOKED);
        firm.runAt("2026-11-21T09:00:00Z");
        assertThat(firm.states()).containsExactlyInAnyOrder("skipped/too_late", "completed");
    }

    @Test
    void requireConfirmedSkipsWhatIsStillOnlyRequested() {
        firm.workflow(Trigger.CREATED, IfLate.SKIP, true, "send_email", 60, 120);
        Scenario.Meeting meeting = firm.meeting().happens(CREATED, BOOKED);
        firm.runAt("2026-11-20T10:00:00Z");
        meeting.happens(CONFIRMED, "2026-11-20T10:30:00Z");
        firm.runAt("2026-11-20T11:00:00Z");
        assertThat(firm.states()).containsExactly("skipped/not_confirmed", "completed");
    }

    @Test
    void aWorkflowStoppedUnseenIsFoundRightBeforeTheAction() {
        UUID paused = firm.workflow(Trigger.CREATED, 0);
        UUID deleted = firm.workflow(Trigger.CREATED, 0);
        firm.meeting().happens(CREATED, BOOKED);
        firm.set(paused, "status = 'paused'");
        firm.set(deleted, "deleted_at = now()");
        firm.run();
        assertThat(firm.states())
                .containsExactlyInAnyOrder("cancelled/workflow_inactive", "cancelled/workflow_deleted");
        assertThat(actions.runsOf(firm.firmId)).isEmpty();
    }

    @Test
    void nobodyToReachIsSkipped() {
        firm.workflow(Trigger.CREATED, 0);
        actions.script(firm.firmId, run -> new ActionOutcome.NoRecipient());
        firm.meeting().happens(CREATED, BOOKED);
        firm.run();
        assertThat(firm.states()).containsExactly("skipped/no_recipient");
    }

    @Test
    void transientFailuresAreTriedAgainUntilTriesAreUsedUp() {
        firm.workflow(Trigger.CREATED, 0);
        actions.script(firm.firmId, run -> new ActionOutcome.Transient("smtp_temporary", "450", null));
        firm.meeting().happens(CREATED, BOOKED);
        for (int tries = 1; tries <= 6; tries++) {
            firm.run();
            Instant next = firm.execution().nextAttemptAt();
            if (next != null) {
                assertThat(firm.execution().scheduledFor()).isEqualTo(BOOKED);
                clock.set(next);
            }
        }
        assertThat(firm.states()).containsExactly("failed/exhausted");
        assertThat(actions.runsOf(firm.firmId)).hasSize(6);
        assertThat(detail().attempts())
                .hasSize(6)
                .extracting(AttemptView::errorCode)
                .containsOnly("smtp_temporary");
    }

    @Test
    void allTriesCarryTheSameIdempotencyKey() {
        firm.workflow(Trigger.CREATED, 0);
        AtomicInteger tries = new AtomicInteger();
        actions.script(
                firm.firmId,
                run -> tries.incrementAndGet() == 1
                        ? new ActionOutcome.Transient("timeout", "late", null)
                        : new ActionOutcome.Done(Map.of()));
        firm.meeting().happens(CREATED, BOOKED);
        firm.run();
        firm.runAt("2026-11-20T09:05:00Z");
        assertThat(firm.states()).containsExactly("completed");
        assertThat(detail().attempts()).extracting(AttemptView::result).containsExactly("failed", "succeeded");
        assertThat(actions.runsOf(firm.firmId))
                .extracting(run -> run.context().executionId())
                .containsOnly(firm.execution().id());
    }

    @Test
    void retriesNeverPassTheLatenessLimit() {
        firm.workflow(Trigger.CREATED, -30);
        actions.script(firm.firmId, run -> new ActionOutcome.Transient("timeout", "late", Duration.ofHours(1)));
        firm.meeting().happens(CREATED, BOOKED);
        firm.runAt("2026-12-01T13:30:00Z");
        assertThat(firm.states()).containsExactly("failed/exhausted");
    }

    @Test
    void permanentFailuresFailAtOnce() {
        firm.workflow(Trigger.CREATED, 0);
        actions.script(firm.firmId, run -> new ActionOutcome.Permanent("rejected", "550"));
        firm.meeting().happens(CREATED, BOOKED);
        firm.run();
        assertThat(firm.states()).containsExactly("failed/rejected");
    }

    @Test
    void aWithdrawalDuringATryThatSucceedsLeavesItCompleted() {
        firm.workflow(Trigger.CREATED, 0);
        Scenario.Meeting meeting = firm.meeting().happens(CREATED, BOOKED);
        actions.script(firm.firmId, run -> {
            meeting.happens(CANCELLED, BOOKED);
            return new ActionOutcome.Done(Map.of());
        });
        firm.run();
        assertThat(firm.states()).containsExactly("completed");
        assertThat(detail().withdrawnReason()).isEqualTo("appointment_cancelled");
        assertThat(detail().withdrawnAt()).isEqualTo(BOOKED);
        assertThat(firm.auditOf(meeting.id(), "withdrawn_too_late"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .isEqualTo("already being sent at " + BOOKED);
    }

    @Test
    void aWithdrawalDuringATryThatFailsCancelsItWithoutAnotherTry() {
        firm.workflow(Trigger.CREATED, 0);
        Scenario.Meeting meeting = firm.meeting().happens(CREATED, BOOKED);
        actions.script(firm.firmId, run -> {
            meeting.happens(CANCELLED, BOOKED);
            return new ActionOutcome.Transient("timeout", "late", null);
        });
        firm.run();
        firm.runAt("2026-11-20T12:00:00Z");
        assertThat(firm.states()).containsExactly("cancelled/appointment_cancelled");
        assertThat(detail().attempts()).extracting(AttemptView::errorCode).containsExactly("timeout");
    }

    @Test
    void aDeadWorkersTryIsMadeAgainWhereTheActionMayRepeat() {
        firm.workflow(Trigger.CREATED, 0);
        firm.meeting().happens(CREATED, BOOKED);
        claimAndDie();
        lookTwice();
        firm.run();
        assertThat(firm.states()).containsExactly("completed");
        assertThat(detail().attempts()).extracting(AttemptView::result).containsExactly("lost", "succeeded");
    }

    @Test
    void aDeadWorkersTryIsUnknownWhereTheActionMayNotRepeat() {
        firm.workflow(Trigger.CREATED, IfLate.SKIP, false, ScriptedActions.UNREPEATABLE, 0);
        firm.meeting().happens(CREATED, BOOKED);
        claimAndDie();
        lookTwice();
        firm.run();
        assertThat(firm.states()).containsExactly("failed/unknown_outcome");
        assertThat(actions.runsOf(firm.firmId)).isEmpty();
    }

    @Test
    void aLateWorkersResultIsVoidOnceItsClaimIsLost() {
        firm.workflow(Trigger.CREATED, 0);
        firm.meeting().happens(CREATED, BOOKED);
        Claimed late = claimAndDie();
        lookTwice();
        Instant now = clock.instant();
        Recorded result = new Recorded(
                firm.firmId,
                late.executionId(),
                late.fence(),
                late.workflowId(),
                1,
                "send_email",
                new Verdict.Failed("rejected", "late", "rejected"),
                false,
                now,
                now);
        assertThat(records.record(List.of(result))).isEmpty();
        firm.run();
        assertThat(firm.states()).containsExactly("completed");
    }

    @Test
    void manualRetryOfWhatFailedIsDueNowWithANewBudget() {
        firm.workflow(Trigger.CREATED, 0);
        actions.script(firm.firmId, run -> new ActionOutcome.Permanent("rejected", "550"));
        firm.meeting().happens(CREATED, BOOKED);
        firm.run();
        clock.set(Instant.parse("2026-11-25T09:00:00Z"));
        everyTrySucceeds();
        firm.acting(() -> admin.retry(firm.firmId, firm.execution().id()));
        assertThat(firm.states()).containsExactly("pending");
        firm.run();
        assertThat(firm.states()).containsExactly("completed");
        assertThat(firm.execution().scheduledFor()).isEqualTo(BOOKED);
        assertThat(detail().attempts()).extracting(AttemptView::result).containsExactly("failed", "succeeded");
    }

    @Test
    void whatAPersonCancelledAPersonCanRetry() {
        firm.workflow(Trigger.CREATED, 60);
        firm.meeting().happens(CREATED, BOOKED);
        firm.acting(() -> admin.cancel(firm.firmId, firm.execution().id()));
        assertThat(firm.states()).containsExactly("cancelled/cancelled_by_staff");
        firm.acting(() -> admin.retry(firm.firmId, firm.execution().id()));
        firm.run();
        assertThat(firm.states()).containsExactly("completed");
    }

    @Test
    void whatIsStillWithdrawnCannotBeRetried() {
        firm.workflow(Trigger.CREATED, -60);
        Scenario.Meeting meeting = firm.meeting().happens(CREATED, BOOKED);
        meeting.at("2026-12-03T10:00:00Z").happens(RESCHEDULED, "2026-11-21T09:00:00Z");
        UUID old = firm.executions().getFirst().id();
        assertThatThrownBy(() -> firm.acting(() -> admin.retry(firm.firmId, old)))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(409);
                    assertThat(problem.code()).isEqualTo("not_retryable");
                });
        meeting.happens(CANCELLED, "2026-11-22T09:00:00Z");
        assertThatThrownBy(() -> firm.acting(() ->
                        admin.retry(firm.firmId, firm.executions().getLast().id())))
                .hasMessageContaining("cancelled");
    }

    @Test
    void whatEndedCannotBeCancelledAndAnotherFirmsIsNotThere() {
        firm.workflow(Trigger.CREATED, 0);
        firm.meeting().happens(CREATED, BOOKED);
        firm.run();
        UUID id = firm.execution().id();
        assertThatThrownBy(() -> firm.acting(() -> admin.cancel(firm.firmId, id)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("not_cancellable"));
        assertThatThrownBy(() -> firm.acting(() -> admin.retry(UUID.randomUUID(), id)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(404));
    }

    @Test
    void runDueTellsWhatWasDueAndFinished() throws InterruptedException {
        // Of all firms: later than anything that other tests left behind.
        String later = "2031-01-01T09:00:00Z";
        firm.runAt(later);
        firm.workflow(Trigger.CREATED, 1);
        firm.workflow(Trigger.CREATED, IfLate.SKIP, true, "send_email", 1);
        firm.meeting().at("2031-02-01T09:00:00Z").happens(CREATED, later);
        firm.meeting().at("2031-02-01T09:00:00Z").happens(CREATED, later);
        clock.set(Instant.parse("2031-01-01T09:01:00Z"));
        DueRun.Result result = dueRun.run();
        assertThat(result).isEqualTo(new DueRun.Result(2, 0, 2, 0));
    }

    private ExecutionDetail detail() {
        return firm.acting(
                () -> history.find(firm.firmId, firm.execution().id()).orElseThrow());
    }

    private void lookTwice() {
        rescue.look();
        rescue.look();
    }

    private Claimed claimAndDie() {
        Instant now = clock.instant();
        Claimed claimed = actions.channels().stream()
                .flatMap(channel -> queue
                        .claim(
                                channel,
                                Watermark.LOWEST,
                                200,
                                new ExecutionQueue.Room(200, Map.of()),
                                new ExecutionQueue.Claimant("dead", now, now.plusSeconds(90)))
                        .stream())
                .filter(one -> one.firmId().equals(firm.firmId))
                .findFirst()
                .orElseThrow();
        clock.advance(Duration.ofSeconds(91));
        return claimed;
    }
}
