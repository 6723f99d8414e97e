package io.punctual.trial.bench.scenario;

import io.punctual.trial.Runs;
import io.punctual.trial.bench.Scenario;
import io.punctual.trial.bench.Sizes;
import io.punctual.trial.bench.data.Backlog;
import io.punctual.trial.bench.data.Order;
import io.punctual.trial.bench.data.Owner;
import io.punctual.trial.bench.peer.Tracker;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;

/** The heap that is in use with a million rows waiting and thousands of executions running, against idle. */
@Singleton
class Memory implements Measure {
    private final Engine engine;
    private final Runs runs;
    private final Owner owner;
    private final Sizes sizes;

    Memory(Engine engine, Runs runs, Owner owner, Sizes sizes) {
        this.engine = engine;
        this.runs = runs;
        this.owner = owner;
        this.sizes = sizes;
    }

    @Override
    public Scenario scenario() {
        return Scenario.MEMORY;
    }

    @Override
    public void measure(Tally tally) throws Exception {
        engine.drain(sizes.drain());
        tally.say("filling in %,d rows that wait for later".formatted(sizes.pending()));
        Backlog.ofTasks(owner).later(sizes.pending());
        double idle = megabytesInUse();
        tally.add("MB idle", 0, idle);
        runs.pause(sizes.held());
        try {
            Instant now = Instant.now();
            Backlog.ofTasks(owner).due(sizes.inFlight(), Order.DUE);
            engine.work();
            Tracker.await("all slots run", () -> runs.running() >= sizes.inFlight());
            double loaded = megabytesInUse();
            engine.awaitNothingDue(now);
            engine.rest();
            tally.add("MB in use", 0, loaded);
            tally.add("MB beyond idle", 0, loaded - idle);
        } finally {
            runs.pause(Duration.ZERO);
        }
    }

    private static double megabytesInUse() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
