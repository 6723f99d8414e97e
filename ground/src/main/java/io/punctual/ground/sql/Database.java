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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

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
        return one(List.of(), sql, parameters, statement -> rows(statement, mapper));
    }

    /**
     * Runs a statement that is a transaction of its own, under settings that hold for it alone.
     *
     * @param settings name and value by turns, as {@code set_config} takes them; constants, never what somebody sent
     */
    public <T> List<T> queryUnder(
            List<String> settings, String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        return one(settings, sql, parameters, statement -> rows(statement, mapper));
    }

    /** Runs a statement that returns at most one row of interest. */
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        return query(sql, mapper, parameters).stream().findFirst();
    }

    /** Runs a statement that returns a count of rows changed. */
    public int update(String sql, @Nullable Object... parameters) {
        return one(List.of(), sql, parameters, PreparedStatement::getUpdateCount);
    }

    /** An empty round trip for several statements. */
    public RoundTrip roundTrip() {
        return roundTripUnder(List.of());
    }

    /**
     * An empty round trip for several statements.
     *
     * @param settings hold until their transaction ends; as in {@link #queryUnder}
     */
    public RoundTrip roundTripUnder(List<String> settings) {
        return new RoundTrip(this, settings);
    }

    /** Sends the statements of a round trip. */
    protected void send(RoundTrip trip) {
        run(trip.settings(), trip.parts());
    }

    static <T> List<T> rows(PreparedStatement executed, RowMapper<T> mapper) throws SQLException {
        try (ResultSet rows = executed.getResultSet()) {
            List<T> mapped = new ArrayList<>();
            Row row = new Row(rows);
            while (rows.next()) {
                mapped.add(mapper.map(row));
            }
            return mapped;
        }
    }

    /** Reads what a statement came to. */
    interface Result<T> {
        T of(PreparedStatement executed) throws SQLException;
    }

    /** Keeps what it needs of what a statement came to. */
    interface Reading {
        void read(PreparedStatement executed) throws SQLException;
    }

    /** One of the statements of a round trip. */
    record Part(String sql, List<@Nullable Object> parameters, Reading reading) {}

    private <T> T one(List<String> settings, String sql, @Nullable Object[] parameters, Result<T> result) {
        List<T> came = new ArrayList<>(1);
        run(settings, List.of(new Part(sql, Arrays.asList(parameters), statement -> came.add(result.of(statement)))));
        return came.getFirst();
    }

    private void run(List<String> settings, List<Part> parts) {
        AtomicBoolean begins = new AtomicBoolean();
        try (Connection connection = Walls.connection(dataSource, begins)) {
            boolean alone = connection.getAutoCommit();
            Optional<Scope> raised = scopeToRaise(begins.get() || alone);
            String before = before(raised.isPresent(), settings);
            if (alone && hasNull(parts)) {
                connection.setAutoCommit(false);
                try {
                    run(connection, before, raised, parts);
                } finally {
                    connection.setAutoCommit(true);
                }
            } else {
                run(connection, before, raised, parts);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * The driver sends all statements at once, and the server runs them in one transaction. But what type a null has it asks the
     * server, and has asked for good: from then on it ends a transaction that nobody has opened between the scope and
     * that statement. So with nulls it is a statement of its own, with another text, and never runs without an open transaction.
     */
    private static void run(Connection connection, String before, Optional<Scope> raised, List<Part> parts)
            throws SQLException {
        String sql = parts.stream()
                .map(Part::sql)
                .collect(Collectors.joining("; ", before.isEmpty() ? "" : before + "; ", hasNull(parts) ? "\n" : ""));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int bound = 0;
            if (raised.isPresent()) {
                Walls.bind(statement, raised.get());
                bound = 2;
            }
            for (Part part : parts) {
                bind(statement, bound, part.parameters());
                bound += part.parameters().size();
            }
            statement.execute();
            if (!before.isEmpty()) {
                statement.getMoreResults();
            }
            for (int i = 0; i < parts.size(); i++) {
                if (i > 0) {
                    statement.getMoreResults();
                }
                parts.get(i).reading().read(statement);
            }
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

    private static boolean hasNull(List<Part> parts) {
        return parts.stream().anyMatch(part -> part.parameters().contains(null));
    }

    private static String before(boolean raises, List<String> settings) {
        StringBuilder sql = new StringBuilder(raises ? Walls.RAISE : "");
        for (int i = 0; i < settings.size(); i += 2) {
            sql.append(sql.isEmpty() ? "SELECT " : ", ");
            sql.append("set_config('%s', '%s', true)".formatted(settings.get(i), settings.get(i + 1)));
        }
        return sql.toString();
    }

    private static void bind(PreparedStatement statement, int before, List<@Nullable Object> parameters)
            throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            int position = before + i + 1;
            Object value = parameters.get(i);
            switch (value) {
                case null -> statement.setNull(position, Types.NULL);
                case Instant instant ->
                    statement.setObject(position, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
                case String[] texts -> bind(statement, position, "text", texts);
                case Long[] numbers -> bind(statement, position, "int8", numbers);
                case Integer[] numbers -> bind(statement, position, "int4", numbers);
                case Boolean[] truths -> bind(statement, position, "bool", truths);
                case UUID[] ids -> bindLiteral(statement, position, "_uuid", ids);
                case Instant[] instants -> bindLiteral(statement, position, "_timestamptz", instants);
                default -> statement.setObject(position, value);
            }
        }
    }

    private static void bind(PreparedStatement statement, int position, String type, @Nullable Object[] elements)
            throws SQLException {
        statement.setArray(position, statement.getConnection().createArrayOf(type, elements));
    }

    /** The driver would escape such elements character by character; they have nothing to escape. */
    private static void bindLiteral(PreparedStatement statement, int position, String type, @Nullable Object[] elements)
            throws SQLException {
        StringBuilder literal = new StringBuilder(2 + 40 * elements.length).append('{');
        for (Object element : elements) {
            literal.append(literal.length() == 1 ? "" : ",").append(element == null ? "NULL" : element.toString());
        }
        PGobject array = new PGobject();
        array.setType(type);
        array.setValue(literal.append('}').toString());
        statement.setObject(position, array);
    }
}
