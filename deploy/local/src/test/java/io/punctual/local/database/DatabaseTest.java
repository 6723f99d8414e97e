package io.punctual.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.local.Eventually;
import io.punctual.local.FreePort;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    Path directory;

    private final int port = FreePort.find();

    @Test
    void dataIsKeptBetweenStartsAndALeftOverServerIsStopped() throws SQLException {
        Path data = directory.resolve("data with space");
        Path log = directory.resolve("postgres.log");

        try (Database first = Database.start(data, port, log)) {
            execute(first, "CREATE TABLE kept (word text)");
            execute(first, "INSERT INTO kept VALUES ('still here')");
            assertThat(query(first, "SHOW fsync")).isEqualTo("on");
            assertThat(query(first, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(first, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(first, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");

            // What the next launcher does after a kill -9 of this one, which would leave the server running.
            RunningServer.on(data).orElseThrow().stop();
            Eventually.that(() -> assertThat(RunningServer.on(data)).isEmpty());
        }
        try (Database second = Database.start(data, port, log)) {
            assertThat(query(second, "SELECT word FROM kept")).isEqualTo("still here");
        }
        assertThat(RunningServer.on(data)).isEmpty();
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl("workflow"), Database.USER, "");
    }
}
