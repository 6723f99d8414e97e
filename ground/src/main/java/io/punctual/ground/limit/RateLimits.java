package io.punctual.ground.limit;

import io.punctual.ground.identity.ClientNetwork;
import io.punctual.ground.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who has come too often lately, as far as this replica knows. In memory, so that refusing costs nothing. */
@ApplicationScoped
public class RateLimits {
    private final Buckets identities;
    private final Buckets firms;
    private final Buckets addresses;
    private final Buckets sources;

    /** Starts with all buckets full. */
    @Inject
    public RateLimits(LimitsConfig config, Clock clock) {
        this.identities = new Buckets(config.identityPerMinute(), config.remembered(), clock);
        this.firms = new Buckets(config.firmPerMinute(), config.remembered(), clock);
        this.addresses = new Buckets(config.addressPerMinute(), config.remembered(), clock);
        this.sources = new Buckets(config.sourceEventsPerMinute(), config.remembered(), clock);
    }

    /**
     * Counts a request of a known caller.
     *
     * @param firm null for one that belongs to no firm
     * @throws Problem 429 {@code rate_limited}
     */
    public void countRequest(String identity, @Nullable UUID firm) {
        check(identities.take(firm + "/" + identity, 1));
        if (firm != null) {
            check(firms.take(firm.toString(), 1));
        }
    }

    /**
     * Counts a request of nobody known.
     *
     * @throws Problem 429 {@code rate_limited}
     */
    public void countAnonymous(String address) {
        check(addresses.take(ClientNetwork.of(address), 1));
    }

    /**
     * Counts events of a source whose signature was verified.
     *
     * @throws Problem 429 {@code rate_limited}
     */
    public void countEvents(String source, int events) {
        check(sources.take(source, events));
    }

    private static void check(Optional<Duration> wait) {
        if (wait.isPresent()) {
            throw Problem.tooMany(
                    "rate_limited", "Too many requests: come back after Retry-After seconds.", wait.get());
        }
    }
}
