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

    private final ExecutionQueue queue;
    private final LinkedBlockingQueue<Recorded> waiting = new LinkedBlockingQueue<>();
    private final MessageBudget budget;
    private final InFlight inFlight = new InFlight();

    OutcomeRecorder(ExecutionQueue queue, MessageBudget budget) {
        this.queue = queue;
        this.budget = budget;
    }

    @PostConstruct
    void start() {
        Thread.ofVirtual().name("outcome-recorder").start(this::writeBatches);
    }

    /** The count of what was claimed and is not recorded yet. */
    InFlight inFlight() {
        return inFlight;
    }

    /** Hands over a verdict; it is written soon. */
    void record(Recorded verdict) {
        waiting.add(verdict);
    }

    private void writeBatches() {
        List<Recorded> batch = new ArrayList<>();
        try {
            while (true) {
                batch.clear();
                batch.add(waiting.take());
                waiting.drainTo(batch, MAX_BATCH - 1);
                write(batch);
                batch.forEach(budget::recorded);
                inFlight.remove(batch.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Recorded> batch) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                Set<UUID> written = new HashSet<>(queue.record(batch));
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
