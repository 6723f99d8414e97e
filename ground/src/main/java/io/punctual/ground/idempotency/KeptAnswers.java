package io.punctual.ground.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The table {@code idempotency_key}, used inside the caller's transaction. */
@ApplicationScoped
class KeptAnswers {
    private final DataSource database;

    @Inject
    KeptAnswers(DataSource database) {
        this.database = database;
    }

    /** Which request of whom a key stands for. */
    record Slot(UUID firm, String caller, String operation, String key) {}

    /** What was answered first. */
    record Kept(String bodyHash, Answer answer) {}

    private interface Statement<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private <T> T with(String sql, Statement<T> use) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return use.run(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("Kept answers cannot be reached", e);
        }
    }

    private static void name(PreparedStatement statement, Slot slot) throws SQLException {
        statement.setObject(1, slot.firm());
        statement.setString(2, slot.caller());
        statement.setString(3, slot.operation());
        statement.setString(4, slot.key());
    }

    /** Takes the slot until the transaction ends; false where another transaction has it. */
    boolean lock(Slot slot) {
        return with(
                "SELECT pg_try_advisory_xact_lock(hashtextextended(concat_ws(E'\\n', ?::text, ?, ?, ?), 7))",
                statement -> {
                    name(statement, slot);
                    try (ResultSet rows = statement.executeQuery()) {
                        return rows.next() && rows.getBoolean(1);
                    }
                });
    }

    Optional<Kept> find(Slot slot, Instant notBefore) {
        return with("""
                SELECT body_hash, status, location, etag, body FROM idempotency_key
                WHERE firm_id = ? AND caller = ? AND operation = ? AND key = ? AND created_at >= ?""", statement -> {
            name(statement, slot);
            statement.setObject(5, sql(notBefore));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Kept(
                                HexFormat.of().formatHex(rows.getBytes(1)),
                                new Answer(rows.getInt(2), rows.getString(3), rows.getString(4), rows.getString(5))))
                        : Optional.<Kept>empty();
            }
        });
    }

    void keep(Slot slot, String hash, Answer answer, Instant now) {
        // A row that is too old to answer may still wait for its purge.
        int written = with("""
                INSERT INTO idempotency_key
                  (firm_id, caller, operation, key, body_hash, status, location, etag, body, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (firm_id, caller, operation, key) DO UPDATE
                SET body_hash = excluded.body_hash, status = excluded.status, location = excluded.location,
                    etag = excluded.etag, body = excluded.body, created_at = excluded.created_at""", statement -> {
            name(statement, slot);
            statement.setBytes(5, HexFormat.of().parseHex(hash));
            statement.setInt(6, answer.status());
            statement.setString(7, answer.location());
            statement.setString(8, answer.etag());
            statement.setString(9, (String) answer.body());
            statement.setObject(10, sql(now));
            return statement.executeUpdate();
        });
        if (written != 1) {
            throw new IllegalStateException("An answer was not kept");
        }
    }

    int forget(Instant before) {
        return with("""
                DELETE FROM idempotency_key WHERE (firm_id, caller, operation, key) IN (
                  SELECT firm_id, caller, operation, key FROM idempotency_key WHERE created_at < ?
                  ORDER BY created_at LIMIT 1000)""", statement -> {
            statement.setObject(1, sql(before));
            return statement.executeUpdate();
        });
    }

    private static OffsetDateTime sql(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
