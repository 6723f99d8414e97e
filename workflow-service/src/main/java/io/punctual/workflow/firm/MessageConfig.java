package io.punctual.workflow.firm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many messages firms may send, and what counts as unusual. */
@ConfigMapping(prefix = "punctual.messages")
public interface MessageConfig {

    /**
     * Messages (mails; later SMS and surveys) of one firm in one day, from midnight to midnight UTC; 10000 by default. The operator
     * sets another number for a firm with {@code PUT /api/v1/firms/{id}/limits}. What is beyond is skipped as
     * {@code daily_limit}.
     */
    @WithDefault("10000")
    int dailyLimit();

    /** An hour with more messages than so many times a firm's usual hour (the mean of the seven days before) is told; 5 by default. */
    @WithDefault("5")
    int spikeFactor();

    /** An hour with fewer messages than this is never unusual; 200 by default. */
    @WithDefault("200")
    int spikeFloor();

    /** How often the counts are looked at. */
    @WithDefault("60s")
    Duration watch();
}
