package io.punctual.workflow.provider;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** One breaker for each provider, as far as this replica knows: {@code punctual_providers_away} counts those that are away. */
@Singleton
public final class Breakers {
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(6);

    private final MeterRegistry meters;
    private final LoadingCache<Provider, Breaker> breakers;

    /** Knows nobody yet: each provider counts as there until it fails. */
    @Inject
    public Breakers(ProvidersConfig config, Clock clock, MeterRegistry meters) {
        this.meters = meters;
        this.breakers = Caffeine.newBuilder()
                .maximumSize(config.remembered())
                .expireAfterAccess(FORGOTTEN_AFTER)
                .build(provider -> {
                    count(provider);
                    return new Breaker(provider, config.away(), clock);
                });
    }

    /** The breaker of this provider. */
    public Breaker of(Provider provider) {
        return breakers.get(provider);
    }

    private void count(Provider like) {
        Gauge.builder("punctual.providers.away", () -> away(like.channel(), like.owner()))
                .description("Providers that are away")
                .tag("channel", like.channel())
                .tag("owner", like.owner())
                .register(meters);
    }

    private long away(String channel, String owner) {
        return breakers.asMap().entrySet().stream()
                .filter(one -> one.getKey().channel().equals(channel)
                        && one.getKey().owner().equals(owner)
                        && one.getValue().isAway())
                .count();
    }
}
