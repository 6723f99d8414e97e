package io.punctual.trial.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.trial.bench.figure.Goal;
import io.punctual.trial.bench.figure.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the packaged benchmark in tiny sizes. What it measures then means nothing, and nothing is asked of it. */
@Tag("slow")
class BenchTest {
    private static final Path OUT = Path.of("target", "bench-test");

    @Test
    void everyScenarioRunsAndGivesEachGoalItsFigure() throws IOException, InterruptedException {
        Files.createDirectories(OUT);
        Path printed = OUT.resolve("printed.txt");

        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        "target/quarkus-app/quarkus-run.jar",
                        "bench",
                        "--quick",
                        "--out=" + OUT)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start()
                .waitFor();

        assertThat(exit).as(Files.readString(printed)).isZero();
        Samples samples = Samples.read(OUT.resolve("bench.json"));
        assertThat(Goal.values())
                .allSatisfy(
                        goal -> assertThat(goal.figure(samples)).as(goal.what()).isPresent());
        assertThat(Files.readString(OUT.resolve("bench.md"))).contains("xychart-beta");
    }
}
