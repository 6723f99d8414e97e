package io.punctual.trial.bench.scenario;

import io.punctual.trial.Runs;
import io.punctual.trial.bench.data.Backlog;
import io.punctual.trial.bench.data.Order;
import io.punctual.trial.bench.data.Owner;
import io.punctual.trial.bench.peer.Contender;
import io.punctual.trial.bench.peer.Tracker;
import io.punctual.workflow.execution.ExecutionWorker;
import io.quarkus.scheduler.Scheduler;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** The service's own engine, which rests but while it is measured. */
@Singleton
class Engine implements Contender {
    private static final Duration A_LOOK = Duration.ofMillis(300);

    private final Scheduler scheduler;
    private final ExecutionWorker worker;
    private final Runs runs;
    private final Owner owner;

    Engine(Scheduler scheduler, ExecutionWorker worker, Runs runs, Owner owner) {
        this.scheduler = scheduler;
        this.worker = worker;
        this.runs = runs;
        this.owner = owner;
    }

    @Override
    public String name() {
        return "Punctual";
    }

    /** No more claims: what looks for work just now has ended when this returns. */
    void rest() throws InterruptedException {
        scheduler.pause();
        Thread.sleep(A_LOOK);
    }

    /** Lets it run. */
    void work() {
        scheduler.resume();
        worker.wake();
    }

    @Override
    public double drain(int jobs) throws InterruptedException {
        Backlog.ofTasks(owner).due(jobs, Order.DUE);
        return drainFilled(jobs);
    }

    /** Runs what is due, which is so much, until it is recorded; returns how many that were per second. */
    double drainFilled(int jobs) throws InterruptedException {
        long before = completed();
        long target = runs.count() + jobs;
        Instant now = Instant.now();
        long begin = System.nanoTime();
        work();
        Tracker.await("all that was due has run", () -> runs.count() >= target);
        awaitNothingDue(now);
        double seconds = (System.nanoTime() - begin) / 1e9;
        rest();
        if (completed() - before != jobs || runs.count() != target) {
            throw new IllegalStateException("Completed %d of %d, in %d runs: %s"
                    .formatted(
                            completed() - before,
                            jobs,
                            runs.count() - target + jobs,
                            owner.texts("SELECT concat_ws(' ', status, reason, error_code, count(*)) FROM outcome"
                                    + " GROUP BY status, reason, error_code")));
        }
        return jobs / seconds;
    }

    /** Waits until nothing waits or runs that was due at this instant. */
    void awaitNothingDue(Instant at) throws InterruptedException {
        Tracker.await("nothing is due", () -> !owner.isAnythingDue(at));
    }

    private long completed() {
        return owner.number("SELECT count(*) FROM outcome WHERE status = 'completed'");
    }
}
