package io.punctual.appointments.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where lifecycle events go, and how hard their delivery is tried. */
@ConfigMapping(prefix = "punctual.events")
public interface OutboxConfig {

    /** The full URL of the receiver's door. {@code PUNCTUAL_EVENTS_TARGET} */
    @WithDefault("http://localhost:8080/api/v1/events")
    URI target();

    /**
     * What events are signed with: {@code whsec_} and the Base64 of 24 to 64 bytes. There is a default in the profile
     * {@code local} alone. {@code PUNCTUAL_EVENTS_SECRET}
     */
    Optional<String> secret();

    /**
     * How many events are on their way at once from this replica. More is faster against a distant receiver, and costs
     * the database one short transaction each.
     */
    @WithDefault("32")
    int concurrency();

    /** How long a connection may take. */
    @WithDefault("3S")
    Duration connectTimeout();

    /** How long one try may take, the answer's body included. */
    @WithDefault("10S")
    Duration timeout();

    /**
     * How long a try is left alone before another replica may repeat it. Longer than {@link #timeout()}; it is also how
     * long an event waits after its replica was killed.
     */
    @WithDefault("20S")
    Duration lease();

    /** How often to look for what is due besides what was signalled in this process: retries, and other replicas' events. */
    @WithDefault("1s")
    String every();

    /** Whether this replica delivers at all. Off, it only books. */
    @WithDefault("true")
    boolean deliver();
}
