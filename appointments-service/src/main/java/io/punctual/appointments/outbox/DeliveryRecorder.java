package io.punctual.appointments.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.punctual.appointments.outbox.DeliveryResult.Outcome;
import io.punctual.ground.sql.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** Writes down what came of deliveries: while one statement is being written, the next one's results gather. */
@ApplicationScoped
public class DeliveryRecorder {
    private static final Logger LOG = Logger.getLogger(DeliveryRecorder.class);

    private final Deliveries deliveries;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Queue<DeliveryResult> gathered = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    DeliveryRecorder(Deliveries deliveries, Clock clock, MeterRegistry metrics) {
        this.deliveries = deliveries;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Records results, and whatever else has gathered; they are committed when it returns. Where that fails, their leases
     * lapse and the events are sent again: at least once.
     */
    void record(List<DeliveryResult> results) {
        gathered.addAll(results);
        writing.lock();
        try {
            List<DeliveryResult> together = new ArrayList<>();
            for (DeliveryResult next = gathered.poll(); next != null; next = gathered.poll()) {
                together.add(next);
            }
            // Else whoever wrote last has taken ours along.
            if (!together.isEmpty()) {
                write(together);
            }
        } finally {
            writing.unlock();
        }
    }

    private void write(List<DeliveryResult> together) {
        try {
            deliveries.record(together, clock.instant());
        } catch (DatabaseException e) {
            LOG.errorf(
                    e,
                    "What came of %d events could not be recorded; they are sent again when their leases lapse",
                    together.size());
            return;
        }
        for (DeliveryResult result : together) {
            metrics.counter(
                            "punctual.outbox.deliveries",
                            "result",
                            result.outcome().wireName())
                    .increment();
            if (result.outcome() == Outcome.DEAD) {
                LOG.warnf(
                        "Event %s is dead after %d tries: %s",
                        result.delivery().id(), result.delivery().attempts() + 1, result.error());
            }
        }
        logRetries(together.stream()
                .filter(result -> result.outcome() == Outcome.RETRYING)
                .toList());
    }

    /** One line, however many: during an outage there are thousands. */
    private static void logRetries(List<DeliveryResult> retries) {
        retries.stream().min(Comparator.comparing(DeliveryResult::nextAt)).ifPresent(first -> {
            int tries = first.delivery().attempts() + 1;
            LOG.infof(
                    "%d events are tried again, event %s first: try %d failed with %s, next at %s",
                    retries.size(), first.delivery().id(), tries, first.error(), first.nextAt());
        });
    }
}
