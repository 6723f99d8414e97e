package io.punctual.trial.bench.scenario;

import io.punctual.trial.Runs;
import io.punctual.trial.bench.Scenario;
import io.punctual.trial.bench.Sizes;
import io.punctual.trial.bench.data.Backlog;
import io.punctual.trial.bench.data.Order;
import io.punctual.trial.bench.data.Owner;
import io.punctual.trial.bench.peer.Tracker;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** A backlog goes away while somebody holds a snapshot, as a long report or a backup does, so that no dead row can be removed. */
@Singleton
class Snapshot implements Measure {
    private final Engine engine;
    private final Runs runs;
    private final Owner owner;
    private final Sizes sizes;

    Snapshot(Engine engine, Runs runs, Owner owner, Sizes sizes) {
        this.engine = engine;
        this.runs = runs;
        this.owner = owner;
        this.sizes = sizes;
    }

    @Override
    public Scenario scenario() {
        return Scenario.SNAPSHOT;
    }

    @Override
    public void measure(Tally tally) throws Exception {
        engine.drain(sizes.drain());
        for (int round = 0; round < sizes.slowRounds(); round++) {
            Backlog.ofTasks(owner).due(sizes.snapshot(), Order.DUE);
            try (Connection connection = owner.connection()) {
                hold(connection);
                round(tally, round);
            }
            owner.update("VACUUM due");
        }
    }

    private static void hold(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT count(*) FROM firm");
        }
    }

    private void round(Tally tally, int round) throws InterruptedException {
        Instant now = Instant.now();
        long quarter = sizes.snapshot() / 4;
        long before = runs.count();
        long begin = System.nanoTime();
        engine.work();
        Tracker.await("a quarter has run", () -> runs.count() >= before + quarter);
        double first = seconds(begin);
        Tracker.await("three quarters have run", () -> runs.count() >= before + 3 * quarter);
        begin = System.nanoTime();
        Tracker.await("all have run", () -> runs.count() >= before + 4 * quarter);
        double last = seconds(begin);
        engine.awaitNothingDue(now);
        engine.rest();
        tally.add("first quarter", round, quarter / first);
        tally.add("last quarter", round, quarter / last);
        tally.add("last quarter against first", round, first / last);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
