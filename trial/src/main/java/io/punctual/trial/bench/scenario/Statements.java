package io.punctual.trial.bench.scenario;

import io.punctual.trial.bench.Scenario;
import io.punctual.trial.bench.Sizes;
import io.punctual.trial.bench.data.Backlog;
import io.punctual.trial.bench.data.Order;
import io.punctual.trial.bench.data.Owner;
import jakarta.inject.Singleton;

/**
 * What the database is asked, and how often it commits, while a backlog goes away. Statements are counted as the server counts
 * them, those that open and end transactions too. What we ask ourselves is not counted: the service is never the owner.
 */
@Singleton
class Statements implements Measure {
    private static final String ASKED = """
            SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
            WHERE d.datname = current_database() AND s.userid <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
            """;
    private static final String COMMITTED =
            "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()";

    private final Engine engine;
    private final Owner owner;
    private final Sizes sizes;

    Statements(Engine engine, Owner owner, Sizes sizes) {
        this.engine = engine;
        this.owner = owner;
        this.sizes = sizes;
    }

    @Override
    public Scenario scenario() {
        return Scenario.STATEMENTS;
    }

    @Override
    public void measure(Tally tally) throws Exception {
        owner.update("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        track("all");
        try {
            for (int round = 0; round < Math.min(2, sizes.slowRounds()); round++) {
                round(tally, round);
            }
        } finally {
            track("none");
        }
    }

    private void round(Tally tally, int round) throws InterruptedException {
        Backlog.ofTasks(owner).due(sizes.drain(), Order.DUE);
        settle();
        long own = owner.statements();
        long asked = owner.number(ASKED);
        long committed = owner.number(COMMITTED);
        engine.drainFilled(sizes.drain());
        settle();
        tally.add("statements per execution", round, (double) (owner.number(ASKED) - asked) / sizes.drain());
        tally.add(
                "commits per execution",
                round,
                (double) (owner.number(COMMITTED) - committed - (owner.statements() - own)) / sizes.drain());
    }

    /** Sessions tell how often they committed once a second, or when they have been idle for ten. */
    private void settle() throws InterruptedException {
        Thread.sleep(sizes.settle());
    }

    private void track(String what) {
        owner.update("ALTER SYSTEM SET pg_stat_statements.track = '" + what + "'");
        owner.number("SELECT pg_reload_conf()::int");
    }
}
