package io.punctual.ground.apikey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long API keys live, and how they are checked. */
@ConfigMapping(prefix = "punctual.api-keys")
public interface ApiKeyConfig {

    /** How long a key lives whose maker does not say. */
    @WithDefault("90D")
    Duration lifetime();

    /** How long a key may live at most. Every key ends: one that nobody renews is one that nobody remembers. */
    @WithDefault("366D")
    Duration maxLifetime();

    /** How many keys of one firm may be good at once. */
    @WithDefault("100")
    int maxPerFirm();

    /**
     * How long a checked key is believed without asking the database again, and so how long other replicas accept a revoked one;
     * the replica that revokes it stops at once. Shorter costs a read per key each time.
     */
    @WithDefault("5S")
    Duration believed();

    /** How many checked keys are kept in memory at most. About 500 bytes each. */
    @WithDefault("10000")
    int remembered();
}
