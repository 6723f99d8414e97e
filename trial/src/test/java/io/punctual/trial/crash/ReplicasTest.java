package io.punctual.trial.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas join, die and leave while there is work. */
class ReplicasTest {
    private static final int FEWEST = 2;
    private static final int MOST = 4;
    private static final Duration PACE = Duration.ofMillis(40);
    private static final Duration LATEST = Duration.ofSeconds(4);
    private static final Duration GRACE = Duration.ofSeconds(45);

    @TempDir
    Path directory;

    @Test
    void twoToFourShareTheWorkWhoeverJoinsDiesOrLeaves() throws Exception {
        change("replicas", 5);
    }

    @Test
    @Tag("slow")
    void twoToFourShareTheWorkThroughManyChanges() throws Exception {
        change("replicas-slow", 40);
    }

    private void change(String name, int changes) throws Exception {
        try (Installation installation = new Installation(directory, name, Map.of())) {
            long seed = Seeds.next(installation.clock());
            Random random = new Random(seed);
            Replica first = installation.start();
            installation.makeWorkflows(Step.values());
            Load load = installation.load(random, PACE, LATEST);
            installation.awaitAtWork(first);
            join(installation);
            for (int change = 0; change < changes; change++) {
                Thread.sleep(random.nextInt(1500));
                List<Replica> now = installation.replicas();
                Replica one = now.get(random.nextInt(now.size()));
                if (now.size() == FEWEST || (now.size() < MOST && random.nextBoolean())) {
                    join(installation);
                } else if (random.nextBoolean()) {
                    installation.kill(one);
                } else {
                    installation.stop(one, GRACE);
                }
            }
            List<Meeting> booked = load.finish(0);
            installation.awaitAllEnded();
            installation.check(booked, name + ", seed " + seed);
        }
    }

    private static void join(Installation installation) {
        installation.awaitAtWork(installation.start());
    }
}
