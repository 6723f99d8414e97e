package io.punctual.trial.bench.scenario;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** What the benchmark tells the processes that it measures. */
@ConfigMapping(prefix = "punctual.bench")
public interface BenchConfig {

    /** Where the figures go. */
    Optional<Path> results();

    /** Where other schedulers have their tables: a JDBC URL. */
    Optional<String> peersUrl();

    /** Whether sizes are tiny. */
    @WithDefault("false")
    boolean quick();

    /** Rows that wait for later in the last step of growth. */
    @WithDefault("10000000")
    int rows();
}
