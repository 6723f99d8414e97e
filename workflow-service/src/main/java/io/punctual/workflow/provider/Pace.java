package io.punctual.workflow.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.punctual.ground.limit.ClockTime;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * How fast messages go, as far as this replica knows: token buckets for the installation's providers, for firms and for senders. A
 * message that finds none left is given its place, and goes when it comes back at that instant; places are given in the order
 * of asking, for a minute ahead at most, so that those who never come back (withdrawn, too late, taken by another replica) cost
 * little. Thread-safe.
 */
@Singleton
public final class Pace {
    /** So short a wait is not worth a write. */
    private static final Duration SHORT = Duration.ofMillis(200);

    private static final Duration AHEAD = Duration.ofMinutes(1);
    private static final double NANOS = 1e9;

    private final ProvidersConfig config;
    private final Clock clock;
    private final Rest rest;
    private final LoadingCache<Limited, Bucket> buckets;
    private final Cache<UUID, Instant> places;
    private final WaitingLine waiting;

    /** Waits for real, or moves a test's clock. */
    @FunctionalInterface
    interface Rest {
        void take(Duration time) throws InterruptedException;
    }

    /** What a limit is for. */
    private record Limited(String what, double perSecond) {}

    /** Starts with all buckets full. */
    @Inject
    public Pace(ProvidersConfig config, Clock clock) {
        this(config, clock, Thread::sleep);
    }

    Pace(ProvidersConfig config, Clock clock, Rest rest) {
        ClockTime time = new ClockTime(clock);
        this.config = config;
        this.clock = clock;
        this.rest = rest;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(config.remembered())
                .build(limited -> bucket(limited.perSecond(), time));
        this.places = Caffeine.newBuilder()
                .expireAfterWrite(AHEAD.multipliedBy(2))
                .ticker(time::currentTimeNanos)
                .build();
        this.waiting =
                new WaitingLine(config.away().askingPerSecond(), config.away().longestWait());
    }

    private static Bucket bucket(double perSecond, ClockTime time) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(Math.max(1, (long) perSecond))
                        .refillGreedy(1, Duration.ofNanos((long) (NANOS / perSecond))))
                .withCustomTimePrecision(time)
                .build();
    }

    /**
     * Waits for a message's turn where that comes shortly.
     *
     * @param provider what it goes through
     * @param message names it; the same when it comes back
     * @return empty where it may go now, else after how long to come back
     */
    public Optional<Duration> turn(Provider provider, UUID firmId, String sender, UUID message)
            throws InterruptedException {
        List<Bucket> limits = limits(provider, firmId, sender);
        if (limits.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant place = places.asMap().remove(message);
        if (place == null) {
            Duration ahead =
                    longest(limits, bucket -> bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
            if (ahead.compareTo(AHEAD) > 0) {
                return Optional.of(waiting.join(
                        now,
                        now.plus(AHEAD.dividedBy(2)),
                        ThreadLocalRandom.current().nextDouble()));
            }
            place = now.plus(longest(limits, bucket -> bucket.consumeIgnoringRateLimits(1)));
        }
        Duration left = Duration.between(now, place);
        if (left.compareTo(SHORT) > 0) {
            places.put(message, place);
            return Optional.of(left);
        }
        if (left.isPositive()) {
            rest.take(left);
        }
        return Optional.empty();
    }

    private List<Bucket> limits(Provider provider, UUID firmId, String sender) {
        String channel = provider.channel();
        ProvidersConfig.Limits limits = config.channels().get(channel);
        if (limits == null) {
            return List.of();
        }
        return Stream.of(
                        new Limited(channel, provider.firmId() == null ? limits.installationPerSecond() : 0),
                        new Limited(channel + "/" + firmId, limits.firmPerSecond()),
                        new Limited(channel + "/" + firmId + "/" + sender, limits.senderPerSecond()))
                .filter(limited -> limited.perSecond() > 0)
                .map(buckets::get)
                .toList();
    }

    private static Duration longest(List<Bucket> limits, ToLongFunction<Bucket> wait) {
        return Duration.ofNanos(limits.stream().mapToLong(wait).max().orElse(0));
    }
}
