package io.punctual.local.database;

import io.punctual.local.terminal.LaunchFailure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** A PostgreSQL of our own, durable like a real one, with one database per service. */
public final class Database implements AutoCloseable {
    /** Who owns the services' databases. Not a superuser, so that row-level security holds here too. */
    public static final String USER = "punctual";

    /** Where the server's programs are unpacked: for each user a place of its own, since not everybody may write there. */
    private static final Path BINARIES =
            Path.of(System.getProperty("java.io.tmpdir"), "punctual-postgres-" + System.getProperty("user.name"));

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final List<String> DATABASES = List.of("workflow", "appointments");

    private final EmbeddedPostgres server;

    private Database(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts PostgreSQL on its kept data, creating what is missing. A server that an earlier launcher left running on the
     * same data is stopped first.
     *
     * @param data its data directory; made at the first start
     * @param port where it listens, on loopback only
     * @param log file for what the server says
     * @throws LaunchFailure if it does not start
     */
    public static Database start(Path data, int port, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Files.createDirectories(data.toAbsolutePath().getParent());
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(BINARIES.toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(START_LIMIT)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "200")
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            createMissing(server);
            return new Database(server);
        } catch (IOException | IllegalStateException | SQLException e) {
            throw new LaunchFailure(
                    "PostgreSQL did not start on " + data + ": " + e.getMessage() + "\nIts log is " + log
                            + ". If its data is damaged, move that directory away to begin anew.",
                    e);
        }
    }

    private static void createMissing(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + USER + "'")) {
                statement.execute("CREATE ROLE " + USER + " LOGIN");
            }
            // Its migrations create the roles that row-level security stands on.
            statement.execute("ALTER ROLE " + USER + " CREATEROLE");
            for (String name : DATABASES) {
                if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
                    statement.execute("CREATE DATABASE " + name + " OWNER " + USER);
                }
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /**
     * Where a service finds its database.
     *
     * @param database {@code workflow} or {@code appointments}
     * @return the URL for the service's connection pool
     */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    /** Stops the server in order; its data stays. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
