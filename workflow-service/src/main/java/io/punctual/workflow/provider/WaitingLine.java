package io.punctual.workflow.provider;

import java.time.Duration;
import java.time.Instant;

/**
 * Those who have to wait ask again one after the other, so that neither a provider nor the database sees a crowd: a few wait
 * shortly, thousands so long that no more than a fixed number asks in a second. Thread-safe.
 */
final class WaitingLine {
    private static final long NANOS = 1_000_000_000L;

    private final Duration gap;
    private final Duration longest;
    private Instant last = Instant.EPOCH;

    /**
     * Lets so many ask in a second.
     *
     * @param longest nobody waits longer; where the line is, its end is spread over the second half of it
     */
    WaitingLine(int perSecond, Duration longest) {
        this.gap = Duration.ofNanos(NANOS / perSecond);
        this.longest = longest;
    }

    /**
     * How long the next one has to wait; positive.
     *
     * @param earliest asking before is in vain
     * @param random from 0 to 1
     */
    synchronized Duration join(Instant now, Instant earliest, double random) {
        Instant next = (last.isAfter(earliest) ? last : earliest).plus(gap);
        if (next.isAfter(now.plus(longest))) {
            return longest.dividedBy(2).plusNanos((long) (longest.toNanos() / 2.0 * random));
        }
        last = next;
        return Duration.between(now, next);
    }

    /** Whoever comes now is the first again. */
    synchronized void disperse() {
        last = Instant.EPOCH;
    }
}
