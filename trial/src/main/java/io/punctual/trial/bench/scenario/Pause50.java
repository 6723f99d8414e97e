package io.punctual.trial.bench.scenario;

import io.punctual.trial.Runs;
import io.punctual.trial.bench.Scenario;
import io.punctual.trial.bench.Sizes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A backlog of actions that take 50 ms each, against as many as the slots could run if nothing else took time. */
@Singleton
class Pause50 implements Measure {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Engine engine;
    private final Runs runs;
    private final Sizes sizes;
    private final int slots;

    Pause50(
            Engine engine,
            Runs runs,
            Sizes sizes,
            @ConfigProperty(name = "punctual.execution.slots", defaultValue = "0") int slots) {
        this.engine = engine;
        this.runs = runs;
        this.sizes = sizes;
        this.slots = slots;
    }

    @Override
    public Scenario scenario() {
        return Scenario.PAUSE50;
    }

    @Override
    public void measure(Tally tally) throws Exception {
        runs.pause(PAUSE);
        try {
            double ideal = slots / (PAUSE.toMillis() / 1e3);
            for (int round = sizes.firstRound(); round < sizes.slowRounds(); round++) {
                double rate = engine.drain(sizes.pause());
                tally.add("executions", round, rate);
                tally.add("share of the ideal", round, rate / ideal);
            }
        } finally {
            runs.pause(Duration.ZERO);
        }
    }
}
