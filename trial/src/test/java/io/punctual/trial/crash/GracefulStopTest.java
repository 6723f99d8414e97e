package io.punctual.trial.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is asked to stop while it has its hands full. */
class GracefulStopTest {
    private static final int STOPS = 3;
    private static final int FULL_HANDS = 20;
    /** What runs, and what is claimed ahead, has to be through within the grace that the service gives itself. */
    private static final Duration GRACE = Duration.ofSeconds(45);

    /** Nobody dies here: whatever is repeated is wrong, however slow the machine is. */
    private static final Map<String, String> LONG_LEASES = Map.of("PUNCTUAL_EXECUTION_LEASE", "120s");

    @TempDir
    Path directory;

    @Test
    void whatRunsIsFinishedAndWhatDoesNotIsGivenBack() throws Exception {
        try (Installation installation =
                new Installation(directory, "graceful-stop", LONG_LEASES, Duration.ofMillis(1500))) {
            long seed = Seeds.next(installation.clock());
            Replica replica = installation.start();
            installation.makeWorkflows(Step.values());
            Load load = installation.load(new Random(seed), Duration.ofMillis(30), Duration.ofSeconds(6));
            for (int stop = 0; stop < STOPS; stop++) {
                await().atMost(Installation.SETTLING)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> installation.calls().open() >= FULL_HANDS);
                installation.stop(replica, GRACE);
                await().alias("calls left alone")
                        .until(() -> installation.calls().open() == 0);
                replica = installation.start();
            }
            List<Meeting> booked = load.finish(0);
            installation.awaitAllEnded();
            Checker checker = installation.check(booked, "graceful stop, seed " + seed);
            assertThat(checker.repeated()).isZero();
        }
    }
}
