package io.punctual.workflow.execution;

import io.punctual.ground.sql.DatabaseException;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes verdicts in batches: while one batch is being written, the next one gathers. A batch that cannot be written is
 * tried again until it can; should that outlast its leases, the rescue and the fence decide who is right.
 */
@ApplicationScoped
class OutcomeRecorder {
    private static final Logger LOG = Logger.getLogger(OutcomeRecorder.class);
    private static final int MAX_BATCH = 1000;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5000;

    private final ExecutionRecords records;
    private final MessageBudget budget;
    private final InFlight inFlight;
    private final ExecutionMeters meters;
    private final long flushNanos;
    private final LinkedBlockingQueue<Recorded> waiting = new LinkedBlockingQueue<>();

    OutcomeRecorder(
            ExecutionRecords records,
            MessageBudget budget,
            InFlight inFlight,
            ExecutionMeters meters,
            ExecutionConfig config) {
        this.records = records;
        this.budget = budget;
        this.inFlight = inFlight;
        this.meters = meters;
        this.flushNanos = config.flush().toNanos();
    }

    @PostConstruct
    void start() {
        Thread.ofPlatform().daemon().name("outcome-recorder").start(this::writeBatches);
    }

    /** Hands over a verdict; it is written soon. */
    void record(Recorded verdict) {
        waiting.add(verdict);
    }

    private void writeBatches() {
        try {
            while (true) {
                List<Recorded> batch = gathered();
                long begin = System.nanoTime();
                write(batch);
                meters.recorded(batch, System.nanoTime() - begin);
                batch.forEach(budget::recorded);
                inFlight.remove(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first verdict, and what comes within the flush interval. */
    private List<Recorded> gathered() throws InterruptedException {
        List<Recorded> batch = new ArrayList<>();
        batch.add(waiting.take());
        long until = System.nanoTime() + flushNanos;
        waiting.drainTo(batch, MAX_BATCH - 1);
        while (batch.size() < MAX_BATCH) {
            Recorded next = waiting.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            batch.add(next);
            waiting.drainTo(batch, MAX_BATCH - batch.size());
        }
        return batch;
    }

    private void write(List<Recorded> batch) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                Set<UUID> written = new HashSet<>(records.record(batch));
                batch.stream()
                        .filter(verdict -> !written.contains(verdict.executionId()))
                        .forEach(verdict -> LOG.warnf(
                                "execution %s belongs to a later claim; this result was dropped",
                                verdict.executionId()));
                return;
            } catch (DatabaseException e) {
                LOG.warnf(e, "%d results could not be recorded yet; trying again in %d ms", batch.size(), pause);
                TimeUnit.MILLISECONDS.sleep(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }
}
