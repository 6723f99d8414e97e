package io.punctual.appointments.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.punctual.appointments.event.AppointmentEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/**
 * Takes lifecycle events inside the transaction that made them true, so that neither exists without the other. One
 * statement for any number of events.
 */
@ApplicationScoped
public class Outbox {
    private static final String INSERT = """
            INSERT INTO outbox (firm_id, id, aggregateid, type, payload, sequence, occurred_at, next_attempt_at)
            SELECT firm_id, id, aggregateid, type, payload, sequence, occurred_at::timestamptz, occurred_at::timestamptz
            FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::integer[], ?::text[])
                AS event (firm_id, id, aggregateid, type, payload, sequence, occurred_at)
            """;

    private final AgroalDataSource dataSource;
    private final ObjectMapper json;
    private final Event<OutboxWritten> written;

    Outbox(AgroalDataSource dataSource, ObjectMapper json, Event<OutboxWritten> written) {
        this.dataSource = dataSource;
        this.json = json;
        this.written = written;
    }

    /** Adds events to the transaction that is open. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(List<AppointmentEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        try {
            insert("", List.of(), events);
        } catch (SQLException e) {
            throw new OutboxFailedException(e);
        }
    }

    /**
     * Adds events together with what they are about, in one round trip.
     *
     * @param insertion another INSERT, without events it is nothing
     * @param parameters its parameters, in the order of its question marks
     * @throws SQLException where the database refuses either
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void addTogetherWith(String insertion, List<Object> parameters, List<AppointmentEvent> events)
            throws SQLException {
        insert("WITH subject AS (" + insertion + ")\n", parameters, events);
    }

    private void insert(String prefix, List<Object> parameters, List<AppointmentEvent> events) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(prefix + INSERT)) {
            int index = 1;
            for (Object parameter : parameters) {
                statement.setObject(
                        index++, parameter instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : parameter);
            }
            statement.setArray(
                    index++,
                    array(connection, "uuid", events, e -> e.data().firm().id()));
            statement.setArray(index++, array(connection, "uuid", events, AppointmentEvent::id));
            statement.setArray(index++, array(connection, "uuid", events, AppointmentEvent::subject));
            statement.setArray(index++, array(connection, "text", events, AppointmentEvent::type));
            statement.setArray(index++, array(connection, "text", events, this::asJson));
            statement.setArray(
                    index++, array(connection, "integer", events, e -> e.data().sequence()));
            statement.setArray(
                    index, array(connection, "text", events, e -> e.time().toString()));
            statement.executeUpdate();
        }
        written.fire(new OutboxWritten());
    }

    private static java.sql.Array array(
            Connection connection, String type, List<AppointmentEvent> events, Function<AppointmentEvent, Object> part)
            throws SQLException {
        return connection.createArrayOf(type, events.stream().map(part).toArray());
    }

    private String asJson(AppointmentEvent event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event of our own cannot be written as JSON", e);
        }
    }

    /** The database did not take an event; the transaction cannot go on. */
    static final class OutboxFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutboxFailedException(SQLException cause) {
            super("An event could not be written", cause);
        }
    }
}
