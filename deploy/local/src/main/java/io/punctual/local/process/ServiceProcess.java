package io.punctual.local.process;

import io.punctual.local.terminal.LaunchFailure;
import io.punctual.local.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One packaged service, running as a child of the launcher. */
public final class ServiceProcess {
    /** A little longer than the services themselves wait for what runs. */
    private static final Duration GRACE = Duration.ofSeconds(45);

    private static final int TAIL_LINES = 30;

    private final String name;
    private final Process process;
    private final ServiceLog log;

    private ServiceProcess(String name, Process process, ServiceLog log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the packaged service on the Java that runs us.
     *
     * @param name what to call it, also the name of its log file
     * @param jar its {@code quarkus-run.jar}
     * @param environment what it is told, on top of our own environment without our own settings
     * @param logs directory for its log
     * @throws LaunchFailure if it was not packaged
     */
    public static ServiceProcess start(
            String name, Path jar, Map<String, String> environment, Path logs, Terminal terminal) {
        requirePackaged(name, jar);
        List<String> command = new ArrayList<>(
                // A Ctrl-C at the terminal reaches every process there; the services wait for our word instead, so that
                // they stop before the database does.
                List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-jar");
        command.add(jar.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(key -> key.startsWith("PUNCTUAL_") || key.startsWith("QUARKUS_"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            ServiceLog log = ServiceLog.of(process, name, logs.resolve(fileName(name) + ".log"), terminal);
            return new ServiceProcess(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Refuses to start what was not built.
     *
     * @throws LaunchFailure if there is no such jar
     */
    public static void requirePackaged(String name, Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new LaunchFailure("The " + name + " is not packaged yet (there is no " + jar + "). Run: make build");
        }
    }

    /** {@return the name of the service's files: its own name without blanks} */
    static String fileName(String name) {
        return name.replace(' ', '-');
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** Its process, for {@link Leftovers}. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Completes when it has ended, for whatever reason. */
    public CompletableFuture<ServiceProcess> onExit() {
        return process.onExit().thenApply(ended -> this);
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Why it ended, with the end of its log; only for one that has ended. */
    public String obituary() {
        return "The " + name + " ended unexpectedly (exit code " + process.exitValue() + "). The end of " + log.file()
                + ":\n" + String.join("\n", log.tail(TAIL_LINES));
    }

    /** Asks it to stop; returns at once. */
    public void requestStop() {
        // Through its handle: Process.destroy() would close the stream that the last lines of the log come by.
        process.toHandle().destroy();
    }

    /** Waits for its end after {@link #requestStop}; ends it by force where it takes longer than it should. */
    public void awaitStop() {
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once, as {@code kill -9} does. */
    public void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }
}
