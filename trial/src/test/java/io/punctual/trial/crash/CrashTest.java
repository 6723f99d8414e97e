package io.punctual.trial.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service dies at random moments, with hundreds of executions in flight, and is started again. */
class CrashTest {
    private static final Duration PACE = Duration.ofMillis(25);
    private static final Duration LATEST = Duration.ofSeconds(6);
    private static final int LONGEST_LIFE_MILLIS = 2000;
    private static final int AT_WORK = 10;

    @TempDir
    Path directory;

    @Test
    void nothingIsLostNorSentTwiceThatWasNotCutOffInFiveDeaths() throws Exception {
        die("crash", 5, 1000);
    }

    @Test
    @Tag("slow")
    void nothingIsLostNorSentTwiceThatWasNotCutOffInFiftyDeaths() throws Exception {
        die("crash-slow", 50, 5000);
    }

    private void die(String name, int deaths, int meetings) throws Exception {
        try (Installation installation = new Installation(directory, name, Map.of())) {
            long seed = Seeds.next(installation.clock());
            Random random = new Random(seed);
            Replica replica = installation.start();
            installation.makeWorkflows(Step.values());
            Load load = installation.load(random, PACE, LATEST);
            for (int death = 0; death < deaths; death++) {
                // Some die before they are ready, in the middle of whatever a start does.
                if (death == 0 || random.nextInt(5) > 0) {
                    await().atMost(Installation.SETTLING)
                            .pollInterval(Duration.ofMillis(20))
                            .until(() -> installation.calls().open() > AT_WORK);
                }
                Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
                installation.kill(replica);
                replica = installation.start();
            }
            List<Meeting> booked = load.finish(meetings);
            installation.awaitAllEnded();
            installation.check(booked, name + ", seed " + seed);
            assertThat(installation.incidents().total()).as("tries cut off").isGreaterThan(deaths);
        }
    }
}
