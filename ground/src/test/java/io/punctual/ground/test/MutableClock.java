package io.punctual.ground.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that a test moves by hand. A service's tests put it in place of the system's with a producer of their own:
 *
 * <pre>{@code
 * final class TestClock {
 *     @Produces @Singleton
 *     MutableClock clock() {
 *         return new MutableClock(Instant.parse("2026-11-24T09:00:00Z"));
 *     }
 * }
 * }</pre>
 *
 * which wins over the default bean of {@code ClockProducer}; inject it as {@code MutableClock} to move it.
 */
public final class MutableClock extends Clock {
    private volatile Instant now;

    /** Starts at {@code start} and stands still. */
    public MutableClock(Instant start) {
        now = start;
    }

    /** Goes to an instant, in the past too. */
    public synchronized void set(Instant instant) {
        now = instant;
    }

    /** Goes forward. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
