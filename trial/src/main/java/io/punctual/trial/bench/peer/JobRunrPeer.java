package io.punctual.trial.bench.peer;

import io.agroal.api.AgroalDataSource;
import io.punctual.trial.bench.data.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.BackgroundJobRequest;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jspecify.annotations.Nullable;

/** JobRunr with 50 workers, and polling as often as it allows. It keeps what it has done, as we do. */
public final class JobRunrPeer implements Contender, Punctuality {
    private static final int WORKERS = 50;
    private static final Duration POLLING = Duration.ofSeconds(5);
    private static volatile @Nullable Tracker current;

    private final Owner owner;
    private final AgroalDataSource pool;
    private final BackgroundJobServer server;

    /** In a database of its own. */
    public JobRunrPeer(Owner owner, String url, String user) {
        this.owner = owner;
        this.pool = Pools.of(url, user, WORKERS + 4);
        BackgroundJobServerConfiguration workers =
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andWorkerCount(WORKERS)
                        .andPollInterval(POLLING);
        JobRunr.configure()
                .useStorageProvider(new PostgresStorageProvider(pool))
                .useBackgroundJobServer(workers, false)
                .initialize();
        this.server = JobRunr.getBackgroundJobServer();
        owner.update("TRUNCATE jobrunr_jobs");
    }

    /** One job that does nothing but to say that it runs. */
    public static final class Work implements JobRequest {
        private static final long serialVersionUID = 1L;

        private int number;

        /** For whoever reads it from the database. */
        public Work() {}

        Work(int number) {
            this.number = number;
        }

        @Override
        public Class<WorkHandler> getJobRequestHandler() {
            return WorkHandler.class;
        }
    }

    /** Runs {@link Work}. */
    public static final class WorkHandler implements JobRequestHandler<Work> {
        @Override
        public void run(Work work) {
            Objects.requireNonNull(current).run(work.number);
        }
    }

    @Override
    public String name() {
        return "JobRunr";
    }

    @Override
    public double drain(int jobs) throws InterruptedException {
        Tracker tracker = new Tracker(Instant.now(), Duration.ZERO, jobs);
        BackgroundJobRequest.enqueue(IntStream.range(0, jobs).mapToObj(Work::new));
        owner.update("CHECKPOINT");
        current = tracker;
        server.start();
        try {
            return awaitAll(tracker);
        } finally {
            server.stop();
        }
    }

    /** It takes some looks after the start until it does all its work. */
    @Override
    public Duration ahead() {
        return POLLING.multipliedBy(5);
    }

    @Override
    public double[] lateness(Instant first, Duration apart, int jobs) throws InterruptedException {
        Tracker tracker = new Tracker(first, apart, jobs);
        current = tracker;
        server.start();
        try {
            for (int i = 0; i < jobs; i++) {
                BackgroundJobRequest.schedule(first.plus(apart.multipliedBy(i)), new Work(i));
            }
            awaitAll(tracker);
        } finally {
            server.stop();
        }
        return tracker.lateness();
    }

    private double awaitAll(Tracker tracker) throws InterruptedException {
        return tracker.awaitAll(
                () -> owner.number("SELECT count(*) FROM jobrunr_jobs WHERE state <> 'SUCCEEDED'") == 0);
    }

    @Override
    public void close() {
        JobRunr.destroy();
        pool.close();
        owner.close();
    }
}
