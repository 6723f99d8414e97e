package io.punctual.trial.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database stops without a word, in the middle of everything, and comes back. */
class DatabaseOutageTest {
    private static final Duration PACE = Duration.ofMillis(30);
    private static final Duration LATEST = Duration.ofSeconds(6);
    private static final int SOME = 150;
    private static final int AT_WORK = 10;
    private static final int LOGGED_PER_SECOND = 30;

    @TempDir
    Path directory;

    @Test
    void workersWaitAndResumeByThemselves() throws Exception {
        Checker checker = lose("database", 1, Duration.ofSeconds(8), Map.of("PUNCTUAL_EXECUTION_LEASE", "40s"));
        assertThat(checker.repeated())
                .as("what is repeated although its worker lived, knew its result, and held its lease")
                .isZero();
    }

    @Test
    @Tag("slow")
    void workersWaitForMinutesAndResumeByThemselves() throws Exception {
        lose("database-slow", 2, Duration.ofMinutes(3), Map.of());
    }

    private Checker lose(String name, int replicas, Duration outage, Map<String, String> settings) throws Exception {
        try (Installation installation = new Installation(directory, name, settings)) {
            long seed = Seeds.next(installation.clock());
            for (int i = 0; i < replicas; i++) {
                installation.start();
            }
            installation.makeWorkflows(Step.values());
            Load load = installation.load(new Random(seed), PACE, LATEST);
            await().atMost(Installation.SETTLING)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() ->
                            load.booked().size() > SOME && installation.calls().open() > AT_WORK);
            Thread.sleep(new Random(seed).nextInt(1000));

            installation.server().crash();
            installation.replicas().forEach(replica -> replica.awaitReadiness(503));
            long before = logged(installation);
            Thread.sleep(outage);
            assertThat(logged(installation) - before)
                    .as("warnings and errors logged in %s", outage)
                    .isLessThan(replicas * outage.toSeconds() * LOGGED_PER_SECOND);
            Set<UUID> cutOff = installation
                    .server()
                    .askAlone(connection -> Set.copyOf(Facts.query(
                            connection,
                            "SELECT execution_id FROM due WHERE started",
                            row -> row.getObject(1, UUID.class))));
            installation.incidents().add(cutOff);
            installation.server().restart();

            installation.replicas().forEach(Replica::awaitReady);
            List<Meeting> booked = load.finish(0);
            installation.awaitAllEnded();
            return installation.check(booked, name + ", seed " + seed);
        }
    }

    private static long logged(Installation installation) throws IOException {
        long count = 0;
        for (Replica replica : installation.replicas()) {
            try (Stream<String> lines = Files.lines(replica.log())) {
                count += lines.filter(line -> line.matches("\\d{4}-\\d\\d-\\d\\d .* (WARN|ERROR) .*"))
                        .count();
            }
        }
        return count;
    }
}
