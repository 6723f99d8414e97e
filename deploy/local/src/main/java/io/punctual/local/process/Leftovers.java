package io.punctual.local.process;

import io.punctual.local.terminal.LaunchFailure;
import io.punctual.local.terminal.Terminal;
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
import java.util.stream.Stream;

/**
 * Remembers which processes are ours in small files, so that a start after {@code kill -9} of the launcher can end what
 * it left behind instead of complaining about its ports. A process is known by its id and its start time, since ids are
 * used again.
 */
public final class Leftovers {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Path directory;

    /**
     * Reads and writes below one directory.
     *
     * @param directory holds one file per running process; made if missing
     */
    public Leftovers(Path directory) {
        this.directory = directory;
    }

    /** Notes that this process is ours until it ends by itself or {@link #forget} is called. */
    public void remember(String name, ProcessHandle process) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(name + ".pid"), process.pid() + " " + startOf(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process with this name has ended in order. */
    public void forget(String name) {
        try {
            Files.deleteIfExists(directory.resolve(name + ".pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what an earlier start left running, gracefully first. */
    public void stopAll(Terminal terminal) {
        for (Path file : files()) {
            String name = file.getFileName().toString().replace(".pid", "");
            read(file).ifPresent(process -> {
                terminal.step(
                        "stopping the " + name + " that an earlier start left running (process " + process.pid() + ")");
                stop(process);
            });
            forget(name);
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> file.toString().endsWith(".pid")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> read(Path file) {
        try {
            String[] parts = Files.readString(file).strip().split(" ", 2);
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(process -> parts.length == 2 && startOf(process).equals(parts[1]));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("unknown");
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new LaunchFailure("Could not stop process " + process.pid() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
