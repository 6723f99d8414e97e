package io.punctual.trial.bench.limit;

import io.punctual.trial.bench.data.Backlog;
import io.punctual.trial.bench.data.Order;
import io.punctual.trial.bench.data.Owner;
import io.punctual.trial.bench.peer.Contender;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes due rows by the batch, deletes them and writes their outcomes, and nothing else: no actions, no checks, no walls. It does
 * to the database what the engine has to do to it, so nobody can be much faster.
 */
public final class HandLoop implements Contender {
    private static final String CLAIM = """
            WITH picked AS MATERIALIZED (
                SELECT ctid AS place FROM due WHERE channel = 'task' AND scheduled_for <= now() AND NOT started
                ORDER BY scheduled_for LIMIT %d FOR UPDATE SKIP LOCKED
            ), claimed AS (
                UPDATE due d SET started = true, started_at = now(), owner = 'by hand', lease_until = now() + interval '90 s',
                    fence = d.fence + 1, attempt = d.attempt + 1, retries = d.retries + 1
                FROM picked p WHERE d.ctid = p.place
                RETURNING d.firm_id, d.execution_id
            )
            SELECT c.firm_id, c.execution_id, e.workflow_id
            FROM claimed c JOIN execution e ON e.firm_id = c.firm_id AND e.id = c.execution_id
            """;

    private static final String RECORD = """
            WITH done AS MATERIALIZED (
                SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::uuid[]) AS d(firm_id, execution_id, workflow_id)
                ORDER BY firm_id, execution_id
            ), gone AS (
                DELETE FROM due USING done
                WHERE due.firm_id = done.firm_id AND due.execution_id = done.execution_id AND due.owner = 'by hand'
                RETURNING due.firm_id, due.execution_id, done.workflow_id
            )
            INSERT INTO outcome (firm_id, execution_id, workflow_id, workflow_version, status, attempt, result, owner,
                started_at, finished_at)
            SELECT firm_id, execution_id, workflow_id, 1, 'completed', 1, '{}', 'by hand', now(), now() FROM gone
            """;

    private final Owner owner;
    private final int connections;
    private final int batch;

    /** With so many connections, each with batches of its own. */
    public HandLoop(Owner owner, int connections, int batch) {
        this.owner = owner;
        this.connections = connections;
        this.batch = batch;
    }

    @Override
    public String name() {
        return "hand-written loop, %d connections, batches of %d".formatted(connections, batch);
    }

    @Override
    public double drain(int jobs) throws Exception {
        Backlog.ofTasks(owner).due(jobs, Order.DUE);
        AtomicInteger done = new AtomicInteger();
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> loops = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                loops.add(threads.submit(() -> {
                    loop(done);
                    return null;
                }));
            }
            for (Future<?> loop : loops) {
                loop.get();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (done.get() != jobs) {
            throw new IllegalStateException("The loop did " + done.get() + " of " + jobs);
        }
        return jobs / seconds;
    }

    private void loop(AtomicInteger done) throws SQLException {
        try (Connection connection = owner.connection();
                Statement settings = connection.createStatement()) {
            settings.execute("SET plan_cache_mode = force_generic_plan; SET enable_bitmapscan = off");
            try (PreparedStatement claim = connection.prepareStatement(CLAIM.formatted(batch));
                    PreparedStatement record = connection.prepareStatement(RECORD)) {
                int claimed;
                do {
                    claimed = round(claim, record);
                    done.addAndGet(claimed);
                } while (claimed > 0);
            }
        }
    }

    private static int round(PreparedStatement claim, PreparedStatement record) throws SQLException {
        List<UUID> firms = new ArrayList<>();
        List<UUID> executions = new ArrayList<>();
        List<UUID> workflows = new ArrayList<>();
        try (ResultSet rows = claim.executeQuery()) {
            while (rows.next()) {
                firms.add(rows.getObject(1, UUID.class));
                executions.add(rows.getObject(2, UUID.class));
                workflows.add(rows.getObject(3, UUID.class));
            }
        }
        if (!firms.isEmpty()) {
            Owner.bind(record, 1, firms.toArray(UUID[]::new));
            Owner.bind(record, 2, executions.toArray(UUID[]::new));
            Owner.bind(record, 3, workflows.toArray(UUID[]::new));
            record.executeUpdate();
        }
        return firms.size();
    }
}
