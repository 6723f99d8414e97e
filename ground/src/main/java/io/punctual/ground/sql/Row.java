package io.punctual.ground.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of a result, read by column name. Getters without {@code Or} demand a value. */
public final class Row {
    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    /** A text. */
    public String text(String column) throws SQLException {
        return Objects.requireNonNull(rows.getString(column), column);
    }

    /** A text, or null. */
    public @Nullable String textOrNull(String column) throws SQLException {
        return rows.getString(column);
    }

    /** A UUID. */
    public UUID uuid(String column) throws SQLException {
        return rows.getObject(column, UUID.class);
    }

    /** A UUID, or null. */
    public @Nullable UUID uuidOrNull(String column) throws SQLException {
        return rows.getObject(column, UUID.class);
    }

    /** An instant. */
    public Instant instant(String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(column), column);
    }

    /** An instant, or null. */
    public @Nullable Instant instantOrNull(String column) throws SQLException {
        OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** An int; null reads as 0. */
    public int integer(String column) throws SQLException {
        return rows.getInt(column);
    }

    /** An int, or null. */
    public @Nullable Integer integerOrNull(String column) throws SQLException {
        int value = rows.getInt(column);
        return rows.wasNull() ? null : value;
    }

    /** A long; null reads as 0. */
    public long bigint(String column) throws SQLException {
        return rows.getLong(column);
    }

    /** A boolean; null reads as false. */
    public boolean bool(String column) throws SQLException {
        return rows.getBoolean(column);
    }

    /** Bytes. */
    public byte[] bytes(String column) throws SQLException {
        return Objects.requireNonNull(rows.getBytes(column), column);
    }

    /** An array of texts; null reads as an empty one. */
    public String[] texts(String column) throws SQLException {
        var array = rows.getArray(column);
        return array == null ? new String[0] : (String[]) array.getArray();
    }
}
