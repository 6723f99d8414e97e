package io.punctual.ground.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Token buckets by key. Bounded: whoever invents keys cannot grow it. Thread-safe. */
final class Buckets {
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final int perMinute;
    private final LoadingCache<String, Bucket> buckets;

    /** @param perMinute how much each key may take in a minute, and at once after a quiet minute; zero: as much as it likes */
    Buckets(int perMinute, int remembered, Clock clock) {
        ClockTime time = new ClockTime(clock);
        this.perMinute = perMinute;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(remembered)
                // After a period a bucket is full again, the same as a new one.
                .expireAfterAccess(PERIOD)
                .ticker(time::currentTimeNanos)
                .build(_ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
                        .withCustomTimePrecision(time)
                        .build());
    }

    /** Takes from the key's bucket; where there is too little in it, takes nothing and says how long to wait. */
    Optional<Duration> take(String key, int tokens) {
        if (perMinute <= 0) {
            return Optional.empty();
        }
        var probe = buckets.get(key).tryConsumeAndReturnRemaining(Math.min(tokens, perMinute));
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
