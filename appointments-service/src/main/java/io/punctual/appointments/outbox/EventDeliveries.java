package io.punctual.appointments.outbox;

import io.punctual.ground.paging.PageRequest;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What operators see and do about deliveries, over all firms. */
@ApplicationScoped
public class EventDeliveries {
    private static final String COLUMNS = """
            firm_id, id, aggregateid, type, sequence, state, attempts, occurred_at, first_attempt_at, last_attempt_at,
            next_attempt_at, last_status, last_error
            """;

    private static final String REDELIVER = """
            UPDATE outbox SET state = 'waiting', attempts = 0, first_attempt_at = NULL, not_before = NULL,
                next_attempt_at = ?, woken_at = NULL
            WHERE id = ? RETURNING
            """ + COLUMNS;

    private final Database database;

    EventDeliveries(Database database) {
        this.database = database;
    }

    /** Part of the list, in the order in which the events happened. */
    public List<EventDelivery> list(Optional<DeliveryState> state, PageRequest request) {
        StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM outbox WHERE true");
        List<@Nullable Object> parameters = new ArrayList<>();
        // A literal, so that the partial index of the dead serves it.
        state.ifPresent(
                wanted -> sql.append(" AND state = '").append(wanted.wireName()).append('\''));
        request.after().ifPresent(after -> {
            sql.append(" AND id > ?");
            parameters.add(after.uuid(0));
        });
        sql.append(" ORDER BY id LIMIT ").append(request.fetchSize());
        return database.query(sql.toString(), EventDeliveries::read, parameters.toArray());
    }

    /** One of them. */
    public Optional<EventDelivery> find(UUID id) {
        return database.query("SELECT " + COLUMNS + " FROM outbox WHERE id = ?", EventDeliveries::read, id).stream()
                .findFirst();
    }

    /** Makes one due now with all its tries before it; empty where it does not exist, or was delivered meanwhile. */
    @Transactional
    Optional<EventDelivery> redeliver(UUID id, Instant now) {
        return database.query(REDELIVER, EventDeliveries::read, now, id).stream()
                .findFirst();
    }

    private static EventDelivery read(Row row) throws SQLException {
        DeliveryState state = DeliveryState.valueOf(row.text("state").toUpperCase(Locale.ROOT));
        return new EventDelivery(
                row.uuid("id"),
                row.uuid("firm_id"),
                row.uuid("aggregateid"),
                row.text("type"),
                row.integer("sequence"),
                state,
                row.integer("attempts"),
                row.instant("occurred_at"),
                row.instantOrNull("first_attempt_at"),
                row.instantOrNull("last_attempt_at"),
                state == DeliveryState.DEAD ? null : row.instantOrNull("next_attempt_at"),
                row.integerOrNull("last_status"),
                row.textOrNull("last_error"));
    }
}
