package io.punctual.workflow.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a failed try is made again: after about 1, 5, 15, 30 and 60 minutes, ±20 %, never past the lateness limit. */
public final class RetryPolicy {
    private static final List<Duration> DELAYS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofMinutes(60));
    private static final double JITTER = 0.2;

    private RetryPolicy() {}

    /**
     * The instant of the next try.
     *
     * @param retries tries made in this budget, at least 1
     * @param random from 0 to 1, spreads the tries that failed together
     * @param retryAfter what the other side asked for, or null
     * @param untilLimit whether tries go on hourly until the limit, for what an update may mend
     * @return empty where tries or time are used up
     */
    public static Optional<Instant> next(
            int retries,
            Instant now,
            Instant expiresAt,
            double random,
            @Nullable Duration retryAfter,
            boolean untilLimit) {
        if (retries > DELAYS.size() && !untilLimit) {
            return Optional.empty();
        }
        Duration base = DELAYS.get(Math.min(retries, DELAYS.size()) - 1);
        Duration delay = base.plusMillis((long) (base.toMillis() * JITTER * (2 * random - 1)));
        if (retryAfter != null && retryAfter.compareTo(delay) > 0) {
            delay = retryAfter;
        }
        Instant next = now.plus(delay);
        return next.isBefore(expiresAt) ? Optional.of(next) : Optional.empty();
    }
}
