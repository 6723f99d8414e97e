package io.punctual.trial.bench.scenario;

import io.punctual.trial.Runs;
import io.punctual.trial.bench.data.Backlog;
import io.punctual.trial.bench.data.Order;
import io.punctual.trial.bench.data.Owner;
import io.punctual.trial.bench.peer.Punctuality;
import io.punctual.trial.bench.peer.Tracker;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The service's own engine with nothing to do but to be punctual. */
@Singleton
class EngineByTheClock implements Punctuality {
    private static final int UUID_LENGTH = 36;

    private final Engine engine;
    private final Runs runs;
    private final Owner owner;

    EngineByTheClock(Engine engine, Runs runs, Owner owner) {
        this.engine = engine;
        this.runs = runs;
        this.owner = owner;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public double[] lateness(Instant first, Duration apart, int jobs) throws InterruptedException {
        Instant last = first.plus(apart.multipliedBy(jobs));
        Backlog.ofTasks(owner).between(jobs, first, last, Order.DUE);
        Map<UUID, Instant> due = instants();
        long target = runs.count() + jobs;
        runs.keep();
        engine.work();
        Tracker.await("all that came due has run", () -> runs.count() >= target);
        engine.awaitNothingDue(last);
        engine.rest();
        return runs.kept().stream()
                .mapToDouble(run ->
                        Duration.between(due.get(run.executionId()), run.at()).toNanos() / 1e6)
                .toArray();
    }

    private Map<UUID, Instant> instants() {
        Map<UUID, Instant> due = new HashMap<>();
        for (String row : owner.texts(
                "SELECT execution_id::text || (extract(epoch FROM scheduled_for) * 1000000)::bigint" + " FROM due")) {
            long micros = Long.parseLong(row.substring(UUID_LENGTH));
            due.put(
                    UUID.fromString(row.substring(0, UUID_LENGTH)),
                    Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000));
        }
        return due;
    }
}
