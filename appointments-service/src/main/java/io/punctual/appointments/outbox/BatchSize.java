package io.punctual.appointments.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * How many events the receiver takes in one request, as far as it has shown: it grows with each batch that works and is
 * halved by each that is too much for it. At one there are no batches; a small one is tried again after a while.
 */
@ApplicationScoped
public class BatchSize {
    /** How long a receiver that takes no batches is left alone with them. */
    static final Duration PROBED_AFTER = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(BatchSize.class);
    private static final int PROBE = 2;

    private final int most;
    private final Clock clock;
    private int shown;
    private Instant since;

    @Inject
    BatchSize(OutboxConfig config, Clock clock, MeterRegistry metrics) {
        this(config.batchSize(), clock, metrics);
    }

    BatchSize(int most, Clock clock, MeterRegistry metrics) {
        this.most = most;
        this.clock = clock;
        this.shown = most;
        this.since = clock.instant();
        metrics.gauge("punctual.outbox.batch.size", this, BatchSize::shown);
    }

    /** How many events the next request may hold, from one. */
    synchronized int now() {
        Instant now = clock.instant();
        if (shown == 1 && most > 1 && !now.isBefore(since.plus(PROBED_AFTER))) {
            show(PROBE, now);
        }
        return shown;
    }

    /** The receiver has looked at each of so many events. */
    synchronized void worked(int events) {
        if (2 * events > shown) {
            shown = Math.min(2 * events, most);
        }
    }

    /** So many events at once were too much for it, or so it seems. */
    synchronized void tooMany(int events) {
        show(Math.max(1, Math.min(shown, events / 2)), clock.instant());
    }

    /** It takes no batches. */
    synchronized void notOffered(int status) {
        if (shown > 1) {
            LOG.infof("The receiver takes no batches (status %d): events go one by one for now", status);
        }
        show(1, clock.instant());
    }

    private void show(int size, Instant now) {
        shown = size;
        since = now;
    }

    private synchronized int shown() {
        return shown;
    }
}
