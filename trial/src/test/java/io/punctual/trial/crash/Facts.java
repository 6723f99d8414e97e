package io.punctual.trial.crash;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What the database says, read past all walls. */
final class Facts {
    private static final String EXECUTIONS = """
            SELECT e.id, e.appointment_id, e.step_key, e.generation, e.scheduled_for, d.execution_id IS NOT NULL AS waits,
                coalesce(o.ending, '') AS ending, coalesce(o.ends, 0) AS ends, coalesce(o.attempt, 0) AS attempt,
                coalesce(t.lost, 0) AS lost,
                coalesce(t.slow, 0) AS slow
            FROM execution e
            LEFT JOIN due d ON d.firm_id = e.firm_id AND d.execution_id = e.id
            LEFT JOIN (SELECT firm_id, execution_id, count(*) AS ends, max(attempt) AS attempt,
                    string_agg(concat_ws('/', status, reason, error_code), ' ') AS ending
                FROM outcome GROUP BY 1, 2) o ON o.firm_id = e.firm_id AND o.execution_id = e.id
            LEFT JOIN (SELECT firm_id, execution_id, count(*) FILTER (WHERE result = 'lost') AS lost,
                    count(*) FILTER (WHERE result = 'failed' AND error_code IN ('timeout', 'smtp_timeout')) AS slow
                FROM attempt GROUP BY 1, 2) t ON t.firm_id = e.firm_id AND t.execution_id = e.id
            """;

    private static final String UNFINISHED = """
            SELECT concat_ws(' ', count(*), CASE WHEN started THEN 'started' ELSE 'not started' END, 'after', attempt, 'tries',
                'owner', owner, 'lease until', max(lease_until), 'next at', min(scheduled_for)) FROM due
            GROUP BY started, attempt, owner
            """;

    private static final String OWNERS = """
            SELECT owner FROM due WHERE owner IS NOT NULL UNION SELECT owner FROM outcome WHERE owner IS NOT NULL
            UNION SELECT owner FROM attempt WHERE owner IS NOT NULL
            """;

    private final PostgresServer server;

    Facts(PostgresServer server) {
        this.server = server;
    }

    /** Reads one row. */
    interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    List<Execution> executions() {
        return query(
                EXECUTIONS,
                row -> new Execution(
                        row.getObject("id", UUID.class),
                        row.getObject("appointment_id", UUID.class),
                        row.getString("step_key"),
                        row.getInt("generation"),
                        instant(row, "scheduled_for"),
                        row.getBoolean("waits"),
                        row.getString("ending"),
                        row.getInt("ends"),
                        row.getInt("attempt"),
                        row.getInt("lost"),
                        row.getInt("slow")));
    }

    /** What tries failed of, and how many. */
    List<String> failedTries() {
        return query(
                "SELECT error_code || ' ' || count(*) FROM attempt WHERE result = 'failed' GROUP BY error_code",
                row -> row.getString(1));
    }

    /** What waits or runs, counted by how. */
    List<String> unfinished() {
        return query(UNFINISHED, row -> row.getString(1));
    }

    /** Everybody who ever ran something here. */
    Set<String> owners() {
        return new TreeSet<>(query(OWNERS, row -> row.getString(1)));
    }

    /** What this worker holds now: started, or claimed to be started. */
    int held(String owner) {
        return number("SELECT count(*) FROM due WHERE owner = ?", owner);
    }

    /** What this worker has started and not recorded. */
    Set<UUID> started(String owner) {
        return Set.copyOf(query(
                "SELECT execution_id FROM due WHERE started AND owner = ?",
                row -> row.getObject(1, UUID.class),
                owner));
    }

    /** How many sessions of a replica the database still works for. */
    int sessions(String replica) {
        return number("SELECT count(*) FROM pg_stat_activity WHERE application_name = ?", replica);
    }

    int number(String sql, Object... parameters) {
        return query(sql, row -> row.getInt(1), parameters).getFirst();
    }

    <T> List<T> query(String sql, Reading<T> reading, Object... parameters) {
        try (Connection connection = server.connect()) {
            return query(connection, sql, reading, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> List<T> query(Connection connection, String sql, Reading<T> reading, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(reading.read(rows));
                }
                return all;
            }
        }
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
