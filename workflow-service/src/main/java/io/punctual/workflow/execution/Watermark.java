package io.punctual.workflow.execution;

import java.time.Duration;
import java.time.Instant;

/**
 * From where on a lane has to look: what was due before has been claimed. Without it, a claim would walk over all that ended
 * since the oldest snapshot that somebody holds (a backup, a long report). What it may hide is found by a sweep now and then.
 */
final class Watermark {
    /** Early enough for everything, and within what PostgreSQL can say. */
    static final Instant LOWEST = Instant.EPOCH;

    private final long sweepNanos;
    private final Duration overlap;
    private Instant mark = LOWEST;
    private long sweptNanos;

    Watermark(Duration sweep, Duration overlap) {
        this.sweepNanos = sweep.toNanos();
        this.overlap = overlap;
    }

    /** Where the next claim begins. */
    synchronized Instant since(Instant now) {
        long nanos = System.nanoTime();
        if (nanos - sweptNanos > sweepNanos || now.isBefore(mark)) {
            mark = LOWEST;
            sweptNanos = nanos;
        }
        return mark;
    }

    /** Everything that was due by then has been claimed. */
    synchronized void claimedUntil(Instant now) {
        mark = now.minus(overlap);
    }

    /** Something may be due since then. */
    synchronized void lower(Instant due) {
        if (due.isBefore(mark)) {
            mark = due;
        }
    }

    /** The next claim looks at everything. */
    synchronized void forget() {
        mark = LOWEST;
    }
}
