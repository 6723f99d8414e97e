package io.punctual.appointments.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
     * How many requests are on their way at once from this replica, on as many connections. More is faster against a distant
     * receiver, and gives a slow one more to do at once.
     */
    @WithDefault("16")
    int concurrency();

    /**
     * How many events one request may hold where the receiver takes batches, from 1 (no batches) to 500. More spares
     * requests and commits under a backlog; a request has to be answered whole within {@link #timeout()}.
     */
    @WithDefault("100")
    @Min(1)
    @Max(500)
    int batchSize();

    /** How long a connection may take. */
    @WithDefault("3S")
    Duration connectTimeout();

    /** How long one try may take, the answer's body included. */
    @WithDefault("10S")
    Duration timeout();

    /**
     * How long a try is left alone before another replica may repeat it. Longer than {@link #timeout()}; it is also how
     * long an event waits after its replica was killed. A replica that is asked to stop leaves no lease behind.
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
