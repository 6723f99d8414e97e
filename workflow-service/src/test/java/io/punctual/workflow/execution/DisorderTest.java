package io.punctual.workflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.event.LifecycleEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random lives of an appointment, delivered in random order, some twice, with runs in between: whatever the order, the
 * invariants hold. The seed names the life.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DisorderTest {
    private static final Instant BOOKED = Instant.parse("2026-11-20T09:00:00Z");

    @Inject
    Instance<Scenario> firms;

    @Inject
    ScriptedActions actions;

    @Inject
    MutableClock clock;

    static List<Integer> seeds() {
        List<Integer> seeds = new ArrayList<>();
        for (int seed = 1; seed <= 20; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void invariantsHoldInAnyOrderOfDelivery(int seed) {
        Scenario firm = live(seed);
        List<ExecutionView> executions = firm.executions();
        Set<List<Object>> identities = new HashSet<>();
        boolean cancelled = statusOf(firm).equals("cancelled");
        for (ExecutionView execution : executions) {
            if (Set.of("pending", "completed", "failed").contains(execution.status())) {
                assertThat(identities.add(List.of(
                                execution.workflowId(),
                                execution.stepKey(),
                                execution.trigger(),
                                execution.generation())))
                        .as("no identity twice")
                        .isTrue();
            }
            if (execution.status().equals("pending")) {
                assertThat(cancelled && !execution.trigger().equals("appointment_cancelled"))
                        .as("nothing waits after a cancellation")
                        .isFalse();
                if (execution.stepKey().equals("s1") && !execution.trigger().equals("appointment_cancelled")) {
                    assertThat(execution.scheduledFor())
                            .as("nothing waits for an old time")
                            .isEqualTo(startOf(firm).minus(Duration.ofMinutes(60)));
                }
            }
        }
        assertThat(actions.runsOf(firm.firmId).stream().map(run -> run.context().executionId()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void replayingTheSameEventsGivesTheSamePlan(int seed) {
        assertThat(plan(live(seed))).isEqualTo(plan(live(seed)));
    }

    private static List<String> plan(Scenario firm) {
        return firm.executions().stream()
                .map(view -> String.join(
                        " ",
                        view.trigger(),
                        view.stepKey(),
                        String.valueOf(view.generation()),
                        view.scheduledFor().toString(),
                        Scenario.state(view)))
                .sorted()
                .toList();
    }

    private Scenario live(int seed) {
        Random random = new Random(seed);
        Scenario firm = firms.get();
        actions.script(firm.firmId, run -> new ActionOutcome.Done(Map.of()));
        for (Trigger trigger : List.of(Trigger.CREATED, Trigger.CONFIRMED, Trigger.RESCHEDULED)) {
            firm.workflow(trigger, -60, 30);
        }
        firm.workflow(Trigger.CANCELLED, 10);
        List<LifecycleEvent> events = life(firm.meeting(), random);
        Collections.shuffle(events, random);
        clock.set(BOOKED.plus(Duration.ofHours(1)));
        for (LifecycleEvent event : events) {
            firm.take(event);
            if (random.nextInt(3) == 0) {
                firm.take(event);
            }
            if (random.nextInt(3) == 0) {
                clock.advance(Duration.ofMinutes(random.nextInt(600)));
                firm.run();
            }
        }
        return firm;
    }

    private static List<LifecycleEvent> life(Scenario.Meeting meeting, Random random) {
        List<LifecycleEvent> events = new ArrayList<>();
        Instant time = BOOKED;
        events.add(meeting.event(EventType.CREATED, time.toString()));
        int changes = random.nextInt(5);
        for (int i = 0; i < changes; i++) {
            time = time.plus(Duration.ofMinutes(1 + random.nextInt(60)));
            switch (random.nextInt(3)) {
                case 0 -> events.add(meeting.event(EventType.CONFIRMED, time.toString()));
                case 1 -> {
                    meeting.at(Scenario.START
                            .plus(Duration.ofDays(random.nextInt(5)))
                            .toString());
                    events.add(meeting.event(EventType.RESCHEDULED, time.toString()));
                }
                default -> events.add(meeting.event(EventType.UPDATED, time.toString()));
            }
        }
        if (random.nextBoolean()) {
            events.add(meeting.event(EventType.CANCELLED, time.plusSeconds(60).toString()));
        }
        return events;
    }

    private static String statusOf(Scenario firm) {
        return firm.newest("status");
    }

    private static Instant startOf(Scenario firm) {
        return Instant.parse(firm.newest("to_char(start_time AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"));
    }
}
