package io.punctual.appointments.outbox;

import java.time.Duration;
import java.time.Instant;

/** When a delivery that failed is tried again, and when it is given up. Plain arithmetic on instants. */
final class RetryPolicy {
    /**
     * The longest pause while an outage is young: with the longest try and a tick between them, two tries begin no more
     * than 30 seconds apart.
     */
    static final Duration LONGEST_EARLY_PAUSE = Duration.ofSeconds(19);
    /** How long an outage counts as young. */
    static final Duration EARLY = Duration.ofHours(1);
    /** The pause afterwards. */
    static final Duration LATE_PAUSE = Duration.ofHours(1);
    /** How long a woken event is not woken again: a single event's trouble is not its receiver's. */
    static final Duration WOKEN_ONCE_IN = Duration.ofSeconds(30);
    /** How long an event is tried for, from its first try. */
    static final Duration GIVE_UP_AFTER = Duration.ofHours(75);

    private RetryPolicy() {}

    /**
     * The pause before the next try.
     *
     * @param attempts tries so far, at least one
     * @param age time since the first try
     * @param jitter from 0 (inclusive) to 1; up to a fifth is taken off the pause, so that crowds spread and no pause
     *     grows beyond its bound
     */
    static Duration pause(int attempts, Duration age, double jitter) {
        Duration bounded = age.compareTo(EARLY) >= 0 ? LATE_PAUSE : earlyPause(attempts);
        return bounded.minusMillis((long) (bounded.toMillis() * 0.2 * jitter));
    }

    private static Duration earlyPause(int attempts) {
        Duration doubled = Duration.ofSeconds(1L << Math.clamp(attempts - 1L, 0, 5));
        return doubled.compareTo(LONGEST_EARLY_PAUSE) > 0 ? LONGEST_EARLY_PAUSE : doubled;
    }

    /** Whether a delivery that failed at {@code now} is given up. */
    static boolean givesUp(Instant firstAttempt, Instant now) {
        return !now.isBefore(firstAttempt.plus(GIVE_UP_AFTER));
    }
}
