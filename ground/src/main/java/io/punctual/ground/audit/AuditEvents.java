package io.punctual.ground.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.paging.Cursor;
import io.punctual.ground.paging.Page;
import io.punctual.ground.paging.PageRequest;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the trail back. */
@ApplicationScoped
public class AuditEvents {
    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

    private final Database database;
    private final ObjectMapper json;

    AuditEvents(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** The firm's audit events as they were written, newest first. */
    public Page<AuditEvent> list(UUID firmId, AuditFilter filter, PageRequest page) {
        AuditQuery written = AuditQuery.written(firmId, filter, page);
        return page(written.sql(), written.parameters(), page);
    }

    /**
     * Runs a query for a page of events.
     *
     * @param sql selects the columns of {@link AuditEvent}, newest first, with as many rows as the page asks for
     */
    public Page<AuditEvent> page(String sql, List<Object> parameters, PageRequest page) {
        return Page.of(
                database.query(sql, this::event, parameters.toArray()),
                page,
                event -> Cursor.of(event.occurredAt(), event.id()));
    }

    private AuditEvent event(Row row) throws SQLException {
        try {
            return new AuditEvent(
                    row.uuid("id"),
                    row.text("event_type"),
                    row.text("object_type"),
                    row.text("object_id"),
                    row.text("actor"),
                    row.instant("occurred_at"),
                    json.readValue(row.text("metadata"), METADATA));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
