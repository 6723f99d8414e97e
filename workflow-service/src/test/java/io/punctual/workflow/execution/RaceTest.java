package io.punctual.workflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.intake.EventIntake.Taken;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Everything at once: claims against claims, cancellations against starts, edits against intake. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RaceTest {
    private static final String BOOKED = "2026-11-20T09:00:00Z";
    private static final int MEETINGS = 150;

    @Inject
    Scenario firm;

    @Inject
    ScriptedActions actions;

    @Inject
    ExecutionQueue queue;

    @Inject
    ExecutionWorker worker;

    @Inject
    Rescue rescue;

    @Inject
    Replanning replanning;

    @Inject
    MutableClock clock;

    @Test
    void twoWorkersNeverClaimOneExecution() throws Exception {
        actions.script(firm.firmId, run -> new ActionOutcome.Done(Map.of()));
        firm.workflow(Trigger.CREATED, 0, 0);
        for (int i = 0; i < MEETINGS; i++) {
            firm.meeting().happens(EventType.CREATED, BOOKED);
        }
        List<UUID> claimed = Collections.synchronizedList(new ArrayList<>());
        atOnce(4, () -> {
            List<Claimed> got;
            do {
                got = queue.claim(
                        "email",
                        Watermark.LOWEST,
                        7,
                        new ExecutionQueue.Room(7, Map.of()),
                        new ExecutionQueue.Claimant(
                                Thread.currentThread().toString(),
                                clock.instant(),
                                clock.instant().plusSeconds(90)));
                got.stream()
                        .filter(one -> one.firmId().equals(firm.firmId))
                        .forEach(one -> claimed.add(one.executionId()));
            } while (!got.isEmpty());
            return null;
        });
        assertThat(claimed).hasSize(2 * MEETINGS).doesNotHaveDuplicates();
        clock.advance(Duration.ofSeconds(91));
        rescue.look();
        rescue.look();
        firm.run();
    }

    @Test
    void cancellationThatCommitsFirstAlwaysWinsAndNoExecutionIsBoth() throws Exception {
        actions.script(firm.firmId, run -> new ActionOutcome.Done(Map.of()));
        firm.workflow(Trigger.CREATED, 1);
        List<Scenario.Meeting> meetings = new ArrayList<>();
        for (int i = 0; i < MEETINGS; i++) {
            meetings.add(firm.meeting().happens(EventType.CREATED, BOOKED));
        }
        List<LifecycleEvent> cancellations = meetings.stream()
                .map(meeting -> meeting.event(EventType.CANCELLED, BOOKED))
                .toList();
        clock.set(Instant.parse("2026-11-20T09:01:00Z"));
        List<Callable<Void>> work = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            int first = part;
            work.add(() -> {
                for (int i = first; i < MEETINGS; i += 3) {
                    assertThat(firm.take(cancellations.get(i))).isEqualTo(Taken.ACCEPTED);
                }
                return null;
            });
        }
        work.add(() -> {
            for (int i = 0; i < 50; i++) {
                worker.claimAll();
            }
            return null;
        });
        run(work);
        firm.run();
        Set<UUID> ran = new HashSet<>();
        actions.runsOf(firm.firmId)
                .forEach(run -> assertThat(ran.add(run.context().executionId()))
                        .as("run once")
                        .isTrue());
        assertThat(firm.executions())
                .hasSize(MEETINGS)
                .allSatisfy(execution -> assertThat(Scenario.state(execution))
                        .isEqualTo(ran.contains(execution.id()) ? "completed" : "cancelled/appointment_cancelled"));
    }

    @Test
    void oneEventDeliveredManyTimesAtOncePlansOnce() throws Exception {
        firm.workflow(Trigger.CREATED, -60);
        for (int i = 0; i < 20; i++) {
            LifecycleEvent event = firm.meeting().event(EventType.CREATED, BOOKED);
            List<Taken> taken = Collections.synchronizedList(new ArrayList<>());
            atOnce(6, () -> taken.add(firm.take(event)));
            assertThat(taken).containsOnlyOnce(Taken.ACCEPTED).hasSize(6);
        }
        assertThat(firm.states()).hasSize(20).containsOnly("pending");
    }

    @Test
    void anEditAmidIntakeMissesAndDoublesNothing() throws Exception {
        UUID id = firm.workflow(Trigger.CREATED, -60);
        clock.set(Instant.parse(BOOKED));
        List<LifecycleEvent> bookings = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            bookings.add(firm.meeting().event(EventType.CREATED, BOOKED));
        }
        List<Callable<Void>> work = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            int first = part;
            work.add(() -> {
                for (int i = first; i < bookings.size(); i += 3) {
                    firm.take(bookings.get(i));
                }
                return null;
            });
        }
        work.add(() -> {
            for (int version = 2; version <= 12; version++) {
                publish(id, version, -60 - version);
            }
            return null;
        });
        run(work);
        assertThat(firm.executions())
                .filteredOn(execution -> execution.status().equals("pending"))
                .hasSize(bookings.size())
                .allSatisfy(execution ->
                        assertThat(execution.scheduledFor()).isEqualTo(Scenario.START.minus(Duration.ofMinutes(72))))
                .extracting(ExecutionView::appointmentId)
                .doesNotHaveDuplicates();
    }

    private void publish(UUID id, int version, int delay) {
        firm.acting(() -> QuarkusTransaction.requiringNew().call(() -> {
            replanning.lockForChange(firm.firmId);
            WorkflowPlan before = firm.plan(id);
            firm.publish(id, version, delay);
            return replanning.edited(firm.firmId, before, firm.plan(id), Instant.parse(BOOKED));
        }));
    }

    private static <T> void atOnce(int threads, Callable<T> work) throws Exception {
        run(Collections.nCopies(threads, work));
    }

    private static <T> void run(List<Callable<T>> work) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            for (Future<T> done : threads.invokeAll(work)) {
                done.get();
            }
        }
    }
}
