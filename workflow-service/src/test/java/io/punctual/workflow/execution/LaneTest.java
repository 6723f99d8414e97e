package io.punctual.workflow.execution;

import static io.punctual.workflow.event.EventType.CANCELLED;
import static io.punctual.workflow.event.EventType.CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.sql.Database;
import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.appointment.Trigger;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lane at work: ahead of time, on time, in turns, and when it stops. It waits by the machine's clock. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LaneTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Instance<Scenario> firms;

    @Inject
    ScriptedActions actions;

    @Inject
    ExecutionQueue queue;

    @Inject
    Tries tries;

    @Inject
    InFlight inFlight;

    @Inject
    MessageBudget budget;

    @Inject
    ExecutionMeters meters;

    @Inject
    ExecutionConfig config;

    @Inject
    Database database;

    @Inject
    MutableClock clock;

    private Scenario firm;
    private Lane lane;
    private Instant now;

    @BeforeEach
    void aLaneOfItsOwn() {
        firm = firms.get();
        actions.script(firm.firmId, _ -> new ActionOutcome.Done(Map.of()));
        lane = new Lane(
                "update_crm", new LaneParts("lane-test", queue, tries, budget, meters, config, Clock.systemUTC()));
        now = Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MILLIS);
        clock.set(now);
    }

    @AfterEach
    void stop() throws InterruptedException {
        lane.stop();
    }

    @Test
    void whatIsDueSoonIsClaimedAheadWaitsAsPendingAndStartsAtItsInstant() throws InterruptedException {
        Instant due = now.plusMillis(1500);
        plan(due);
        lane.start();
        lane.signal();
        await(() -> owner().equals("lane-test"));
        assertThat(firm.states()).containsExactly("pending");
        await(() -> !actions.runsOf(firm.firmId).isEmpty());
        assertThat(Instant.now(Clock.systemUTC())).isAfterOrEqualTo(due);
        assertThat(inFlight.awaitNone(PATIENCE)).isTrue();
        assertThat(firm.states()).containsExactly("completed");
    }

    @Test
    void whatIsWithdrawnWhileItWaitsInMemoryNeverRuns() {
        Scenario.Meeting meeting = plan(now.plusMillis(1500));
        UUID marker = plan(now.plusMillis(1600)).id();
        lane.start();
        lane.signal();
        await(() -> owner().equals("lane-test"));
        meeting.happens(CANCELLED, now.toString());
        await(() -> !actions.runsOf(firm.firmId).isEmpty());
        assertThat(actions.runsOf(firm.firmId))
                .allSatisfy(run ->
                        assertThat(run.context().snapshot().appointment().id()).isEqualTo(marker));
        await(() -> firm.states().contains("completed"));
        assertThat(firm.states()).containsExactlyInAnyOrder("cancelled/appointment_cancelled", "completed");
    }

    @Test
    void whatWaitsIsGivenBackWhenTheLaneStops() throws InterruptedException {
        plan(now.plusMillis(1900));
        lane.start();
        lane.signal();
        await(() -> owner().equals("lane-test"));
        lane.stop();
        assertThat(owner()).isEqualTo("nobody");
        assertThat(firm.states()).containsExactly("pending");
        assertThat(actions.runsOf(firm.firmId)).isEmpty();
    }

    @Test
    void aFirmWithABacklogLetsAnotherHaveItsTurn() throws InterruptedException {
        Scenario other = firms.get();
        actions.script(other.firmId, _ -> new ActionOutcome.Done(Map.of()));
        int backlog = 3 * config.slotsOf("update_crm");
        planMany(firm, now.minusSeconds(60), backlog);
        planMany(other, now.minusSeconds(1), 1);
        List<UUID> order = new java.util.concurrent.CopyOnWriteArrayList<>();
        actions.script(firm.firmId, run -> note(order, run));
        actions.script(other.firmId, run -> note(order, run));
        lane.drain();
        assertThat(inFlight.awaitNone(PATIENCE)).isTrue();
        assertThat(order).hasSize(backlog + 1);
        assertThat(order.indexOf(other.firmId)).isLessThan(2 * config.slotsOf("update_crm"));
    }

    @Test
    void oneFirmNeverHoldsMoreThanItsShareOfTheSlots() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        planMany(firm, now.minusSeconds(60), config.firmSlotsOf("update_crm") + 50);
        actions.script(firm.firmId, _ -> {
            awaitQuietly(held);
            return new ActionOutcome.Done(Map.of());
        });
        lane.start();
        lane.signal();
        await(() -> actions.runsOf(firm.firmId).size() == config.firmSlotsOf("update_crm"));
        Scenario other = firms.get();
        actions.script(other.firmId, _ -> new ActionOutcome.Done(Map.of()));
        planMany(other, now.minusSeconds(1), 1);
        lane.signal();
        await(() -> actions.runsOf(other.firmId).size() == 1);
        assertThat(actions.runsOf(firm.firmId)).hasSize(config.firmSlotsOf("update_crm"));
        held.countDown();
        await(() -> actions.runsOf(firm.firmId).size() == config.firmSlotsOf("update_crm") + 50);
        assertThat(inFlight.awaitNone(PATIENCE)).isTrue();
    }

    @Test
    void whatIsGivenBackForWantOfRoomRunsAsSoonAsThereIsSome() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        actions.script(firm.firmId, _ -> {
            awaitQuietly(held);
            return new ActionOutcome.Done(Map.of());
        });
        int crowd = config.slotsOf("update_crm") + 50;
        Instant due = now.plusSeconds(5);
        planMany(firm, due, crowd);
        lane.start();
        await(() -> !Instant.now(Clock.systemUTC()).isBefore(due.minusMillis(1500)));
        lane.signal();
        await(() -> actions.runsOf(firm.firmId).size() >= config.firmSlotsOf("update_crm"));
        await(() -> givenBack() > 0);
        held.countDown();
        await(() -> actions.runsOf(firm.firmId).size() == crowd);
        assertThat(inFlight.awaitNone(PATIENCE)).isTrue();
    }

    private static ActionOutcome note(List<UUID> order, ScriptedActions.Run run) {
        order.add(run.context().firmId());
        return new ActionOutcome.Done(Map.of());
    }

    /** One meeting with one execution that is due at this instant. */
    private Scenario.Meeting plan(Instant due) {
        Scenario.Meeting meeting = firm.meeting();
        if (firm.executions().isEmpty()) {
            firm.workflow(Trigger.CREATED, IfLate.SKIP, false, "update_crm", 0);
        }
        clock.set(due);
        meeting.happens(CREATED, due.toString());
        clock.set(now);
        return meeting;
    }

    private void planMany(Scenario of, Instant due, int count) {
        of.workflow(Trigger.CREATED, IfLate.SKIP, false, "update_crm", 0);
        for (int i = 0; i < count; i++) {
            of.take(of.meeting().event(CREATED, due.toString()));
        }
    }

    private int givenBack() {
        return Acting.asEngine(() -> database.query(
                        "SELECT count(*)::int AS free FROM due WHERE firm_id = ? AND owner IS NULL",
                        row -> row.integer("free"),
                        firm.firmId)
                .getFirst());
    }

    private String owner() {
        return Acting.asEngine(() -> database.query(
                        "SELECT coalesce(max(owner), 'nobody') AS owner FROM due WHERE firm_id = ?",
                        row -> row.text("owner"),
                        firm.firmId)
                .getFirst());
    }

    private static void await(BooleanSupplier condition) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(giveUpAt);
            Thread.onSpinWait();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
