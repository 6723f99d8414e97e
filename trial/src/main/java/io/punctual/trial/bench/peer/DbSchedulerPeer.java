package io.punctual.trial.bench.peer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.agroal.api.AgroalDataSource;
import io.punctual.trial.bench.data.Owner;
import java.time.Duration;
import java.time.Instant;

/** db-scheduler as it is fastest: lock-and-fetch, 50 threads, limits 2.0 and 6.0, and a connection for each thread. */
public final class DbSchedulerPeer implements Contender, Punctuality {
    private static final int THREADS = 50;
    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS scheduled_tasks (
                task_name            text        NOT NULL,
                task_instance        text        NOT NULL,
                task_data            bytea,
                execution_time       timestamptz NOT NULL,
                picked               boolean     NOT NULL,
                picked_by            text,
                last_success         timestamptz,
                last_failure         timestamptz,
                consecutive_failures integer,
                last_heartbeat       timestamptz,
                version              bigint      NOT NULL,
                priority             smallint,
                PRIMARY KEY (task_name, task_instance)
            );
            CREATE INDEX IF NOT EXISTS execution_time_idx ON scheduled_tasks (execution_time);
            CREATE INDEX IF NOT EXISTS last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
            TRUNCATE scheduled_tasks
            """;
    private static final String FILL = """
            INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            SELECT 'work', i::text, ?::timestamptz + make_interval(secs => ? * i), false, 1
            FROM generate_series(0, ? - 1) AS i
            """;

    private final Owner owner;
    private final AgroalDataSource pool;
    private final Duration polling;

    /**
     * In a database of its own.
     *
     * @param polling how often it looks while nothing tells it to
     */
    public DbSchedulerPeer(Owner owner, String url, String user, Duration polling) {
        this.owner = owner;
        this.pool = Pools.of(url, user, THREADS + 4);
        this.polling = polling;
        owner.update(TABLE);
    }

    @Override
    public String name() {
        return "db-scheduler";
    }

    @Override
    public double drain(int jobs) throws InterruptedException {
        Tracker tracker = new Tracker(Instant.now(), Duration.ZERO, jobs);
        fill(Instant.now().minusSeconds(60), Duration.ZERO, jobs);
        return work(tracker);
    }

    @Override
    public double[] lateness(Instant first, Duration apart, int jobs) throws InterruptedException {
        Tracker tracker = new Tracker(first, apart, jobs);
        fill(first, apart, jobs);
        work(tracker);
        return tracker.lateness();
    }

    private void fill(Instant first, Duration apart, int jobs) {
        owner.update(FILL, first, apart.toNanos() / 1e9, jobs);
        owner.update("ANALYZE scheduled_tasks");
        owner.update("CHECKPOINT");
    }

    private double work(Tracker tracker) throws InterruptedException {
        OneTimeTask<Void> task =
                Tasks.oneTime("work").execute((instance, _) -> tracker.run(Integer.parseInt(instance.getId())));
        Scheduler scheduler = Scheduler.create(pool, task)
                .threads(THREADS)
                .pollUsingLockAndFetch(2.0, 6.0)
                .pollingInterval(polling)
                .build();
        scheduler.start();
        try {
            return tracker.awaitAll(() -> owner.number("SELECT count(*) FROM scheduled_tasks") == 0);
        } finally {
            scheduler.stop();
        }
    }

    @Override
    public void close() {
        pool.close();
        owner.close();
    }
}
