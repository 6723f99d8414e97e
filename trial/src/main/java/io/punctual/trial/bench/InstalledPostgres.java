package io.punctual.trial.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server on new data, run from the PostgreSQL that is installed on this machine; the data goes when it stops. */
final class InstalledPostgres implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final int OLDEST = 15;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.\\d+");
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path data;
    private final Process process;
    private final Thread end;

    private InstalledPostgres(Path data, Process process) {
        this.data = data;
        this.process = process;
        this.end = new Thread(this::stop);
        Runtime.getRuntime().addShutdownHook(end);
    }

    /** Where programs new enough are: on the PATH, or where Debian keeps them, newest first. */
    static Optional<Path> programs() {
        List<Path> places = new ArrayList<>();
        for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            places.add(Path.of(place));
        }
        try (Stream<Path> versions = Files.isDirectory(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
            versions.sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin"))
                    .forEach(places::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return places.stream().filter(InstalledPostgres::isNewEnough).findFirst();
    }

    /**
     * Starts one.
     *
     * @param user its only login, a superuser that needs no password on the loopback
     */
    static InstalledPostgres start(Path programs, String user, int port, Map<String, String> settings)
            throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("punctual-bench-postgres");
        run(List.of(
                programs.resolve("initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                user,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale",
                "C",
                "--no-sync"));
        List<String> command = new ArrayList<>(List.of(
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "unix_socket_directories="));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        Process process = new ProcessBuilder(unprivileged(command))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("log").toFile())
                .start();
        InstalledPostgres server = new InstalledPostgres(data, process);
        server.awaitReady("jdbc:postgresql://127.0.0.1:" + port + "/postgres", user);
        return server;
    }

    private static boolean isNewEnough(Path place) {
        Path postgres = place.resolve("postgres");
        if (!Files.isExecutable(postgres) || !Files.isExecutable(place.resolve("initdb"))) {
            return false;
        }
        try {
            Matcher version = VERSION.matcher(run(List.of(postgres.toString(), "--version")));
            return version.find() && Integer.parseInt(version.group(1)) >= OLDEST;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** It refuses to be root; in a user namespace of its own it does not know that it is. */
    private static List<String> unprivileged(List<String> command) {
        if (!System.getProperty("user.name").equals("root")) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("unshare", "-U"));
        wrapped.addAll(command);
        return wrapped;
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(unprivileged(command))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said;
    }

    private void awaitReady(String url, String user) throws IOException, InterruptedException {
        long until = System.nanoTime() + LIMIT.toNanos();
        while (!answers(url, user)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                String log = Files.readString(data.resolve("log"));
                close();
                throw new IOException("PostgreSQL does not start: " + log);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static boolean answers(String url, String user) {
        try (Connection connection = DriverManager.getConnection(url, user, user)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private void stop() {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(end);
        stop();
    }
}
