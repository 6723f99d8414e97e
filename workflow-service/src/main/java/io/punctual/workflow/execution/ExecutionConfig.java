package io.punctual.workflow.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this process runs executions. The defaults need no tuning on two cores. */
@ConfigMapping(prefix = "punctual.execution")
public interface ExecutionConfig {

    /**
     * How often the scheduler looks for what is due, as a duration of a second or more. It only bounds how late something
     * unforeseen is seen: intake signals by itself, and each look sets a timer for what is due before the next.
     */
    @WithDefault("1s")
    Duration tick();

    /** How many executions run at once. More hides slow mail servers, and takes memory and connections. */
    @WithDefault("128")
    int slots();

    /** How many executions one statement claims at most. */
    @WithDefault("200")
    int batch();

    /** How long one try may take. */
    @WithDefault("30s")
    Duration timeout();

    /** How long a started execution belongs to its worker; a good deal longer than {@link #timeout}. */
    @WithDefault("90s")
    Duration lease();

    /** How often executions are looked for whose worker died, as a duration. */
    @WithDefault("5s")
    Duration rescue();

    /** How long a stopping process waits for what runs. */
    @WithDefault("35s")
    Duration grace();
}
