package io.punctual.trial.bench.scenario;

import io.punctual.trial.bench.Scenario;
import io.punctual.trial.bench.Sizes;
import io.punctual.trial.bench.data.Backlog;
import io.punctual.trial.bench.data.Order;
import io.punctual.trial.bench.data.Owner;
import jakarta.inject.Singleton;

/** How much write-ahead log an execution costs from its claim to its outcome, whoever in the server wrote it. */
@Singleton
class Wal implements Measure {
    private static final String WRITTEN = "SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint";

    private final Engine engine;
    private final Owner owner;
    private final Sizes sizes;

    Wal(Engine engine, Owner owner, Sizes sizes) {
        this.engine = engine;
        this.owner = owner;
        this.sizes = sizes;
    }

    @Override
    public Scenario scenario() {
        return Scenario.WAL;
    }

    @Override
    public void measure(Tally tally) throws Exception {
        for (int round = 0; round < sizes.slowRounds(); round++) {
            tally.add("KB per execution, due order", round, kilobytes(Order.DUE));
            tally.add("KB per execution, shuffled", round, kilobytes(Order.SHUFFLED));
        }
    }

    private double kilobytes(Order order) throws InterruptedException {
        Backlog.ofTasks(owner).due(sizes.drain(), order);
        long written = owner.number(WRITTEN);
        engine.drainFilled(sizes.drain());
        return (owner.number(WRITTEN) - written) / 1000.0 / sizes.drain();
    }
}
