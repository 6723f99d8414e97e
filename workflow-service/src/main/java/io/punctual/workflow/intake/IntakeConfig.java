package io.punctual.workflow.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may send events, and how much at once. {@link Sources} says what is wrong with it when the service starts. */
@ConfigMapping(prefix = "punctual.intake")
public interface IntakeConfig {

    /**
     * The sources, by a name of the operator's choice. None by default: then every event is answered 401. As environment
     * variables: {@code PUNCTUAL_INTAKE_SOURCES_<NAME>_SOURCE}, {@code _SECRETS}, {@code _FIRMS}.
     */
    Map<String, SourceConfig> sources();

    /**
     * How many requests are read and taken at once, 256 by default; more are answered 429. Each may hold a body of 1 MiB, and
     * those that take events wait for their group.
     */
    @WithDefault("256")
    int maxConcurrentRequests();

    /** How many events are taken in one transaction at most; 64 by default. Only a crowd makes groups that large. */
    @WithDefault("64")
    int groupSize();

    /**
     * How many groups are taken at once, each on a database connection of its own; 2 by default: while one is being committed, the
     * next is at work. More helps where the database has cores to spare or is far away, and makes groups smaller; stay well below
     * half the size of the connection pool, because as many again may wait for firms whose workflows are being changed.
     */
    @WithDefault("2")
    int groups();

    /** One publisher of events. All three are required; they are optional here so that the start can name what is missing. */
    interface SourceConfig {

        /** The CloudEvents {@code source} that its events carry. */
        Optional<String> source();

        /** One secret, or two while they are rotated, newest first; each {@code whsec_} and the base64 of 24 to 64 bytes. */
        Optional<List<String>> secrets();

        /** The firms it may speak for: {@code *}, or ids. */
        Optional<List<String>> firms();
    }
}
