package io.punctual.ground.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How many requests a minute are answered before the rest is refused with 429. Each limit is a bucket that holds one minute's worth
 * and refills evenly, so short bursts pass. Each replica counts by itself: with n replicas the installation as a whole lets
 * through up to n times as much. Zero means no limit.
 */
@ConfigMapping(prefix = "punctual.limits")
public interface LimitsConfig {

    /** Requests a minute of one identity (a person, a machine, an API key); 6000 by default. */
    @WithDefault("6000")
    int identityPerMinute();

    /** Requests a minute of all identities of one firm together; 30000 by default. */
    @WithDefault("30000")
    int firmPerMinute();

    /**
     * Requests a minute without credentials from one client address (an IPv6 /64 counts as one); 3000 by default. Behind a
     * proxy, {@code quarkus.http.proxy.*} has to say whose forwarded headers to trust, or all clients share one address.
     */
    @WithDefault("3000")
    int addressPerMinute();

    /**
     * Events a minute of one source, counted after its signature is verified; no limit by default, because how many requests the
     * event door works on at once is bounded already.
     */
    @WithDefault("0")
    int sourceEventsPerMinute();

    /** How many of each kind are remembered, 100000 by default (about 20 MB at most); the least used are forgotten first. */
    @WithDefault("100000")
    int remembered();
}
