package io.punctual.trial.bench.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** One connection with every right, for what is prepared and looked at; what is measured never has one. Thread-safe. */
public final class Owner implements AutoCloseable {
    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong statements = new AtomicLong();
    private @Nullable Connection open;

    /** To a database of the benchmark's server. */
    public Owner(String url, String user, String password) {
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
    }

    /** Another connection, for whoever needs one for itself. */
    public Connection connection() throws SQLException {
        return source.getConnection();
    }

    /** Runs a statement; returns the count of rows changed. */
    public int update(String sql, Object... parameters) {
        return with(sql, parameters, PreparedStatement::executeUpdate);
    }

    /**
     * Whether something waits or runs that was due at this instant. The order leads to the index: without it the planner reads all that
     * waits for later, or was there, which takes as long as the work did.
     */
    public boolean isAnythingDue(Instant at) {
        return number(
                        "SELECT count(*) FROM unnest(ARRAY['task', 'email']) AS c (channel) CROSS JOIN LATERAL ("
                                + "SELECT FROM due d WHERE d.channel = c.channel AND d.scheduled_for <= ?"
                                + " ORDER BY d.scheduled_for LIMIT 1) one",
                        at)
                > 0;
    }

    /** The only value of the only row. */
    public long number(String sql, Object... parameters) {
        return with(sql, parameters, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** The first column of all rows, as text. */
    public List<String> texts(String sql, Object... parameters) {
        return with(sql, parameters, statement -> {
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        });
    }

    /** How many statements were run so far. */
    public long statements() {
        return statements.get();
    }

    /** Runs statements in one transaction. */
    public void together(Runnable statements) {
        lock.lock();
        try {
            connected().setAutoCommit(false);
            statements.run();
            connected().commit();
            connected().setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            lock.unlock();
        }
    }

    /** Sets one parameter of a statement, as this class does. */
    public static void bind(PreparedStatement statement, int position, Object value) throws SQLException {
        switch (value) {
            case Instant instant -> statement.setObject(position, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
            case UUID[] ids ->
                statement.setArray(position, statement.getConnection().createArrayOf("uuid", ids));
            default -> statement.setObject(position, value);
        }
    }

    private interface Run<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T with(String sql, Object[] parameters, Run<T> run) {
        lock.lock();
        try (PreparedStatement statement = connected().prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                bind(statement, i + 1, parameters[i]);
            }
            statements.incrementAndGet();
            return run.of(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        } finally {
            lock.unlock();
        }
    }

    private Connection connected() throws SQLException {
        Connection connection = open;
        if (connection == null) {
            connection = source.getConnection();
            open = connection;
        }
        return connection;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (open != null) {
                open.close();
                open = null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            lock.unlock();
        }
    }
}
