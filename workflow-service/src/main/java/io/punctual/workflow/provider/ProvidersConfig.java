package io.punctual.workflow.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import java.time.Duration;
import java.util.Map;

/** How providers are treated. Each replica counts and notices by itself. */
@ConfigMapping(prefix = "punctual.providers")
public interface ProvidersConfig {

    /** What happens while one is away. */
    Away away();

    /** How fast messages go, by channel ({@code email}). */
    @WithDefaults
    Map<String, Limits> channels();

    /** For how many firms, senders and accounts it is remembered; the least used are forgotten first. Default 10000. */
    @WithDefault("10000")
    int remembered();

    /** A breaker opens when it fails, and lets a few probes through now and then until they succeed. */
    interface Away {
        /**
         * How many tries are looked at before it counts as away: half of them have to have failed, of at most four times as
         * many. Default 5; fewer notice sooner, and take a hiccup for an outage.
         */
        @WithDefault("5")
        int tries();

        /** How long it is left alone at first; twice as long each time that the probes fail. Default 5 s, ±20 %. */
        @WithDefault("5S")
        Duration first();

        /** How long it is left alone at most: how late its return is noticed. Default 1 minute, ±20 %. */
        @WithDefault("1M")
        Duration longest();

        /**
         * How many waiting executions a second may ask whether it is back, one after the other. Each costs a claim and a
         * write, and as many a second go out when it is. Default 50.
         */
        @WithDefault("50")
        int askingPerSecond();

        /** How long an execution waits at most before it asks again, however many wait. Default 5 minutes. */
        @WithDefault("5M")
        Duration longestWait();
    }

    /** Messages a second; a second's worth may go at once. Fractions are allowed (0.5 is one every two seconds), 0 is no limit. */
    interface Limits {
        /** All messages together that go through the installation's own provider. Default: no limit. */
        @WithDefault("0")
        double installationPerSecond();

        /** Messages of one firm, whichever provider they go through. Default: no limit. */
        @WithDefault("0")
        double firmPerSecond();

        /** Messages from one sender of a firm (an address). Default: no limit. */
        @WithDefault("0")
        double senderPerSecond();
    }
}
