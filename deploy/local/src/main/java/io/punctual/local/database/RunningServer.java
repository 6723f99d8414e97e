package io.punctual.local.database;

import io.punctual.local.terminal.LaunchFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The PostgreSQL that runs on a data directory, known by the file that it writes there. */
public record RunningServer(ProcessHandle process) {
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** {@return the server that runs on this data directory, empty if none does} */
    public static Optional<RunningServer> on(Path data) {
        Path file = data.resolve("postmaster.pid");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty()
                    ? Optional.empty()
                    : process(lines.getFirst()).map(RunningServer::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> process(String id) {
        // The id may have gone to another program since; only a PostgreSQL may be stopped.
        return ProcessHandle.of(Long.parseLong(id.strip()))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    }

    /** Stops it in order: clients are disconnected, what was committed stays. */
    public void stop() {
        signal("INT");
        try {
            process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new LaunchFailure(
                    "An earlier PostgreSQL (process " + process.pid() + ") does not stop. Stop it by hand: kill -INT "
                            + process.pid(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it without delay; the next start recovers from its log, so nothing that was committed is lost. */
    public void abort() {
        signal("QUIT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
