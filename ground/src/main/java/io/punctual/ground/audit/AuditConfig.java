package io.punctual.ground.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Period;

/** How the audit is kept. */
@ConfigMapping(prefix = "punctual.audit")
public interface AuditConfig {
    /** How long audit events and seals are kept; at least 30 days. What goes leaves the hash it ended in as anchor. */
    @WithDefault("P2Y")
    Period keep();
}
