package io.punctual.trial;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What the actions made for trying do. */
@ConfigMapping(prefix = "punctual.trial")
public interface TrialConfig {

    /** How long {@code create_task} takes; nothing by default. */
    @WithDefault("0s")
    Duration pause();

    /** Where {@code call_webhook} and {@code send_sms} post to. Without one they fail as {@code misconfigured}. */
    Optional<URI> sink();

    /** A file that gets the id of each execution that was run. */
    Optional<Path> runLog();
}
