package io.punctual.trial.bench.scenario;

import io.punctual.trial.bench.Scenario;
import io.punctual.trial.bench.Sizes;
import io.punctual.trial.bench.data.Backlog;
import io.punctual.trial.bench.data.Owner;
import io.punctual.trial.bench.figure.Samples;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The drain of what is due beside more and more rows that wait for later. At the end it begins anew, so that time is no advantage. */
@Singleton
class Growth implements Measure {
    private final Engine engine;
    private final Owner owner;
    private final Sizes sizes;

    Growth(Engine engine, Owner owner, Sizes sizes) {
        this.engine = engine;
        this.owner = owner;
        this.sizes = sizes;
    }

    @Override
    public Scenario scenario() {
        return Scenario.GROWTH;
    }

    @Override
    public void measure(Tally tally) throws Exception {
        int smallest = sizes.growth().getFirst();
        List<Double> small = new ArrayList<>();
        List<Double> large = new ArrayList<>();
        int waiting = 0;
        for (int rows : sizes.growth()) {
            tally.say("filling in %,d rows that wait for later".formatted(rows - waiting));
            Backlog.ofTasks(owner).later(rows - waiting);
            waiting = rows;
            List<Double> rates = rounds(tally, rows);
            (rows == smallest ? small : large).addAll(rates);
            if (rows != smallest && rows != sizes.growth().getLast()) {
                large.clear();
            }
        }
        Backlog.clear(owner);
        Backlog.ofTasks(owner).later(smallest);
        small.addAll(rounds(tally, smallest));
        tally.add(
                "largest against smallest",
                0,
                Samples.median(large).orElse(Samples.median(small).orElseThrow())
                        / Samples.median(small).orElseThrow());
    }

    private List<Double> rounds(Tally tally, int rows) throws InterruptedException {
        List<Double> rates = new ArrayList<>();
        for (int round = sizes.firstRound(); round < sizes.slowRounds(); round++) {
            double rate = engine.drain(sizes.drain());
            tally.add(rows + " pending", round, rate);
            if (round >= 0) {
                rates.add(rate);
            }
        }
        return rates;
    }
}
