package io.punctual.trial.bench.peer;

import io.agroal.api.AgroalDataSource;
import io.punctual.trial.bench.data.Owner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Quartz with its clustered JDBC store, 50 threads, and 50 triggers acquired at once. */
public final class QuartzPeer implements Contender, Punctuality {
    private static final int THREADS = 50;
    private static final String NAME = "bench";
    private static final String TRIGGERS = """
            INSERT INTO qrtz_triggers (sched_name, trigger_name, trigger_group, job_name, job_group, next_fire_time,
                prev_fire_time, priority, trigger_state, trigger_type, start_time, end_time, misfire_instr)
            SELECT 'bench', i::text, 'bench', 'work', 'bench', ? + ? * i, -1, 5, 'WAITING', 'SIMPLE', ? + ? * i, 0, 0
            FROM generate_series(0, ? - 1) AS i
            """;
    private static final String SIMPLE_TRIGGERS = """
            INSERT INTO qrtz_simple_triggers (sched_name, trigger_name, trigger_group, repeat_count, repeat_interval,
                times_triggered)
            SELECT 'bench', i::text, 'bench', 0, 0, 0 FROM generate_series(0, ? - 1) AS i
            """;
    private static volatile @Nullable Tracker current;

    private final Owner owner;
    private final AgroalDataSource pool;

    /** In a database of its own. */
    public QuartzPeer(Owner owner, String url, String user) {
        this.owner = owner;
        this.pool = Pools.of(url, user, THREADS + 4);
        owner.update(tables());
        DBConnectionManager.getInstance().addConnectionProvider(NAME, new Connections(pool));
    }

    /** One job that does nothing but to say that it runs. */
    public static final class Work implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            Objects.requireNonNull(current)
                    .run(Integer.parseInt(context.getTrigger().getKey().getName()));
        }
    }

    private record Connections(AgroalDataSource pool) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void shutdown() {
            // Several schedulers use it, one after the other.
        }

        @Override
        public void initialize() {
            // It was made ready.
        }
    }

    @Override
    public String name() {
        return "Quartz";
    }

    @Override
    public double drain(int jobs) throws SchedulerException, InterruptedException {
        return work(
                new Tracker(Instant.now(), Duration.ZERO, jobs), Instant.now().minusSeconds(60), Duration.ZERO, jobs);
    }

    @Override
    public double[] lateness(Instant first, Duration apart, int jobs) throws SchedulerException, InterruptedException {
        Tracker tracker = new Tracker(first, apart, jobs);
        work(tracker, first, apart, jobs);
        return tracker.lateness();
    }

    private double work(Tracker tracker, Instant first, Duration apart, int jobs)
            throws SchedulerException, InterruptedException {
        current = tracker;
        Scheduler scheduler = new StdSchedulerFactory(settings()).getScheduler();
        try {
            scheduler.addJob(
                    JobBuilder.newJob(Work.class)
                            .withIdentity("work", NAME)
                            .storeDurably()
                            .build(),
                    true);
            long begin = first.toEpochMilli();
            owner.update(TRIGGERS, begin, apart.toMillis(), begin, apart.toMillis(), jobs);
            owner.update(SIMPLE_TRIGGERS, jobs);
            owner.update("ANALYZE qrtz_triggers, qrtz_simple_triggers");
            owner.update("CHECKPOINT");
            scheduler.start();
            return tracker.awaitAll(() -> owner.number("SELECT (SELECT count(*) FROM qrtz_triggers)"
                            + " + (SELECT count(*) FROM qrtz_fired_triggers)")
                    == 0);
        } finally {
            scheduler.shutdown(true);
        }
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("org.quartz.scheduler.instanceName", NAME);
        settings.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        settings.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(THREADS));
        settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        settings.setProperty("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
        settings.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        settings.setProperty(
                "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        settings.setProperty("org.quartz.jobStore.dataSource", NAME);
        settings.setProperty("org.quartz.jobStore.isClustered", "true");
        settings.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        settings.setProperty("org.quartz.jobStore.misfireThreshold", "3600000");
        return settings;
    }

    private static String tables() {
        try (InputStream script =
                QuartzPeer.class.getResourceAsStream("/org/quartz/impl/jdbcjobstore/tables_postgres.sql")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^COMMIT;", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        pool.close();
        owner.close();
    }
}
