package io.punctual.workflow.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Period;

/** How long history is kept. */
@ConfigMapping(prefix = "punctual.history")
public interface HistoryConfig {
    /**
     * How long executions with their outcomes and attempts are kept after the last of their month has ended; not shorter than
     * {@code punctual.audit.keep}, because seals cover them for so long, and that where it is not set.
     */
    @WithDefault("${punctual.audit.keep:P2Y}")
    Period keep();

    /**
     * How long it is remembered that an event was taken; at least a week, because publishers try again for 75 hours. An event
     * that comes again later has no effect either where its appointment has seen a newer one.
     */
    @WithDefault("P90D")
    Period receivedEvents();

    /** How many months ahead partitions are made, 3 to 24. */
    @WithDefault("4")
    int monthsAhead();

    /** How often history is looked after. */
    @WithDefault("1h")
    Duration every();
}
