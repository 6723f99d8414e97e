package io.punctual.trial.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL of a test's own, as durable as a real one, that can be stopped without mercy and started again. */
final class PostgresServer implements AutoCloseable {
    /** What the services log in as: not a superuser, so that row-level security holds. */
    static final String LOGIN = "punctual";

    static final String DATABASE = "workflow";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path data;
    private final Path log;
    private final int port = FreePorts.next();
    private EmbeddedPostgres server;

    /** Starts one with an empty database on new data. */
    PostgresServer(Path data, Path log) {
        this.data = data;
        this.log = log;
        this.server = start(port);
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + LOGIN + " LOGIN CREATEROLE");
            statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + LOGIN);
        } catch (SQLException e) {
            throw new IllegalStateException("no database", e);
        }
    }

    /** Where a replica finds its database; its sessions carry its name. */
    String url(String replica) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?ApplicationName=" + replica;
    }

    /** Whoever connects like this may read and change everything. */
    Connection connect() throws SQLException {
        return server.getDatabase("postgres", DATABASE).getConnection();
    }

    /** Stops it at once, as {@code pg_ctl stop -m immediate} does: no checkpoint, no farewell. */
    void crash() {
        try {
            ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(
                            Files.readAllLines(data.resolve("postmaster.pid")).getFirst()))
                    .orElseThrow();
            new ProcessBuilder("/bin/kill", "-QUIT", Long.toString(postmaster.pid()))
                    .start()
                    .waitFor();
            postmaster.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("PostgreSQL does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something to ask the server while nobody else can. */
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** Recovers the crashed server on a port that nobody knows, asks, and stops it in order. */
    <T> T askAlone(Question<T> question) {
        server = start(FreePorts.next());
        try (Connection connection = connect()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            close();
        }
    }

    /** Starts the stopped server where everybody expects it. */
    void restart() {
        server = start(port);
    }

    private EmbeddedPostgres start(int at) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(at)
                    .setPGStartupWait(LIMIT)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("track_commit_timestamp", "on")
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start; see " + log, e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
