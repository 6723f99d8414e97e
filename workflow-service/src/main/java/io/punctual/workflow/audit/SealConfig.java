package io.punctual.workflow.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the engine's own audit is sealed. */
@ConfigMapping(prefix = "punctual.seals")
public interface SealConfig {
    /** How long a sealed period is. Shorter ones show tampering sooner and narrower, and cost more rows. */
    @WithDefault("15m")
    Duration period();

    /** How long after its end a period is sealed; longer than any transaction lasts. */
    @WithDefault("5m")
    Duration lag();
}
