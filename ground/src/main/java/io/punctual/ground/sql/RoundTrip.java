package io.punctual.ground.sql;

import io.punctual.ground.sql.Database.Part;
import io.punctual.ground.sql.Database.RowMapper;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements that go to the server together and are run there one after the other, each with a snapshot of its own: it sees
 * what those before it did, and what others committed while those waited for a lock. Outside a transaction they are one by themselves. To be sent once.
 */
public final class RoundTrip {
    private final Database database;
    private final List<String> settings;
    private final List<Part> parts = new ArrayList<>();

    RoundTrip(Database database, List<String> settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * What a statement will have returned once the round trip was sent.
     *
     * @param <T> what each row is read as
     */
    public static final class Rows<T> {
        private @Nullable List<T> rows;

        private Rows() {}

        /**
         * The rows.
         *
         * @throws IllegalStateException before the round trip was sent
         */
        public List<T> all() {
            if (rows == null) {
                throw new IllegalStateException("The statement was not sent yet");
            }
            return rows;
        }
    }

    /** Adds a statement that returns rows. */
    public <T> Rows<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        Rows<T> answer = new Rows<>();
        parts.add(new Part(sql, Arrays.asList(parameters), executed -> {
            answer.rows = Database.rows(executed, mapper);
        }));
        return answer;
    }

    /** Adds a statement whose result does not matter. */
    public void run(String sql, @Nullable Object... parameters) {
        parts.add(new Part(sql, Arrays.asList(parameters), PreparedStatement::getUpdateCount));
    }

    /** Sends them all. Where one fails, those after it are not run, and the transaction can only be rolled back. */
    public void send() {
        if (!parts.isEmpty()) {
            database.send(this);
        }
    }

    List<String> settings() {
        return settings;
    }

    List<Part> parts() {
        return parts;
    }
}
