package io.punctual.workflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.test.MutableClock;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.execution.IfLate;
import io.punctual.workflow.execution.Scenario;
import io.punctual.workflow.execution.ScriptedActions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What row-level security and the taking of roles cost: intake and drain of the service's own beans, with the walls and
 * without, alternating over several rounds; medians and their ratio go into target/bench.md.
 */
@QuarkusTest
@QuarkusTestResource(value = DurablePostgres.class, restrictToAnnotatedClass = true)
class WallsBench {
    private static final int ROUNDS = 5;
    private static final int EVENTS = 2_000;
    private static final int CONNECTIONS = 8;
    private static final String BOOKED = "2026-11-20T09:00:00Z";
    private static final String DUE = "2026-11-20T10:00:00Z";

    @Inject
    Instance<Scenario> firms;

    @Inject
    ScriptedActions actions;

    @Inject
    MutableClock clock;

    private record Rates(double intake, double drain) {}

    @Test
    void intakeAndDrainWithTheWallsAndWithout() throws Exception {
        List<Rates> with = new ArrayList<>();
        List<Rates> without = new ArrayList<>();
        for (int round = -1; round < ROUNDS; round++) {
            for (boolean standing : round % 2 == 0 ? new boolean[] {true, false} : new boolean[] {false, true}) {
                Switched.walls(standing);
                Rates rates = round();
                if (round >= 0) {
                    (standing ? with : without).add(rates);
                }
            }
        }
        Switched.walls(true);
        print(with, without);
    }

    private Rates round() throws Exception {
        Scenario firm = firms.get();
        actions.script(firm.firmId, _ -> new ActionOutcome.Done(Map.of()));
        clock.set(Instant.parse(BOOKED));
        firm.workflow(Trigger.CREATED, IfLate.SKIP, false, "send_email", 60, 60, 60);
        List<LifecycleEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(firm.meeting().event(EventType.CREATED, BOOKED));
        }
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> taken = new ArrayList<>();
            for (LifecycleEvent event : events) {
                taken.add(threads.submit(() -> firm.take(event)));
            }
            for (Future<?> one : taken) {
                one.get();
            }
        }
        double intake = EVENTS / seconds(begin);
        clock.set(Instant.parse(DUE).plusSeconds(1));
        begin = System.nanoTime();
        firm.run();
        double drain = 3 * EVENTS / seconds(begin);
        assertThat(actions.runsOf(firm.firmId)).hasSize(3 * EVENTS);
        return new Rates(intake, drain);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Where make bench reads it: standard output belongs to whoever runs the tests. */
    private static void print(List<Rates> with, List<Rates> without) throws IOException {
        Files.writeString(
                Path.of("target", "bench.md"),
                "| figure | with walls | without | ratio | floor |\n| --- | --- | --- | --- | --- |\n"
                        + line("intake, events/s", with, without, true)
                        + line("drain, executions/s", with, without, false));
    }

    private static String line(String figure, List<Rates> with, List<Rates> without, boolean intake) {
        double standing = median(with, intake);
        double down = median(without, intake);
        return "| %s | %.0f | %.0f | %.2f | 0.90 |%n".formatted(figure, standing, down, standing / down);
    }

    private static double median(List<Rates> rates, boolean intake) {
        double[] sorted = rates.stream()
                .mapToDouble(rate -> intake ? rate.intake() : rate.drain())
                .sorted()
                .toArray();
        return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
    }
}
