package io.punctual.ground.sql;

import io.punctual.ground.tenancy.Scope;
import io.punctual.ground.tenancy.Scopes;
import io.punctual.ground.tenancy.Walls;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements, each one round trip, in the scope of {@link Scopes}. Inside a transaction they are part of it;
 * outside, each commits by itself. Failures are {@link DatabaseException}.
 */
@ApplicationScoped
public class Database {
    private final DataSource dataSource;
    private final Scopes scopes;

    /** Over the service's only data source. */
    public Database(DataSource dataSource, Scopes scopes) {
        this.dataSource = dataSource;
        this.scopes = scopes;
    }

    /** Reads one row as something. */
    @FunctionalInterface
    public interface RowMapper<T> {
        /** Maps the row that the result set stands on. */
        T map(Row row) throws SQLException;
    }

    /** Runs a statement that returns rows, and maps them all. */
    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        return run(sql, parameters, statement -> {
            try (ResultSet rows = statement.getResultSet()) {
                List<T> mapped = new ArrayList<>();
                Row row = new Row(rows);
                while (rows.next()) {
                    mapped.add(mapper.map(row));
                }
                return mapped;
            }
        });
    }

    /** Runs a statement that returns at most one row of interest. */
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        return query(sql, mapper, parameters).stream().findFirst();
    }

    /** Runs a statement that returns a count of rows changed. */
    public int update(String sql, @Nullable Object... parameters) {
        return run(sql, parameters, PreparedStatement::getUpdateCount);
    }

    private interface Result<T> {
        T of(PreparedStatement executed) throws SQLException;
    }

    private <T> T run(String sql, @Nullable Object[] parameters, Result<T> result) {
        AtomicBoolean begins = new AtomicBoolean();
        try (Connection connection = Walls.connection(dataSource, begins)) {
            Optional<Scope> raised = scopeToRaise(begins.get() || connection.getAutoCommit());
            // The driver sends both statements at once, and the server runs them in one transaction.
            try (PreparedStatement statement =
                    connection.prepareStatement(raised.isPresent() ? Walls.RAISE + "; " + sql : sql)) {
                if (raised.isPresent()) {
                    Walls.bind(statement, raised.get());
                }
                bind(statement, raised.isPresent() ? 2 : 0, parameters);
                statement.execute();
                if (raised.isPresent()) {
                    statement.getMoreResults();
                }
                return result.of(statement);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * The scope to send along with a statement.
     *
     * @param first whether it is the first of its transaction; later ones find the walls standing
     */
    protected Optional<Scope> scopeToRaise(boolean first) {
        return first ? Optional.of(scopes.current()) : Optional.empty();
    }

    private static void bind(PreparedStatement statement, int before, @Nullable Object[] parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            int position = before + i + 1;
            Object value = parameters[i];
            switch (value) {
                case null -> statement.setNull(position, Types.NULL);
                case Instant instant ->
                    statement.setObject(position, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
                case String[] texts ->
                    statement.setArray(position, statement.getConnection().createArrayOf("text", texts));
                default -> statement.setObject(position, value);
            }
        }
    }
}
