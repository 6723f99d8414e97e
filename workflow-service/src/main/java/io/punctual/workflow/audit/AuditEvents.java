package io.punctual.workflow.audit;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the audit trail: what people and the intake did as written, what the engine did from the outcomes themselves. */
@ApplicationScoped
public class AuditEvents {
    private static final String WRITTEN = """
            SELECT id, event_type, object_type, object_id, actor, occurred_at, metadata FROM audit_event
            WHERE firm_id = ?""";

    private static final String EXECUTED = """
            SELECT o.execution_id, 'workflow_executed', 'appointment', e.appointment_id::text, 'engine', o.finished_at,
                jsonb_build_object('workflow_id', o.workflow_id, 'workflow_name', w.name,
                    'workflow_version', o.workflow_version, 'action_type', e.action_type, 'execution_id', e.id,
                    'result_summary', o.status || coalesce('/' || coalesce(o.reason, o.error_code), ''))
            FROM outcome o
            JOIN execution e ON e.firm_id = o.firm_id AND e.id = o.execution_id
            JOIN workflow w ON w.firm_id = e.firm_id AND w.id = e.workflow_id
            WHERE o.firm_id = ?""";

    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

    private final Database database;
    private final ObjectMapper json;

    AuditEvents(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** The firm's audit events, newest first. */
    public Page<AuditEvent> list(UUID firmId, AuditFilter filter, PageRequest page) {
        List<@Nullable Object> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT * FROM ((").append(WRITTEN);
        parameters.add(firmId);
        add(" AND object_type = ?", filter.objectType(), sql, parameters);
        add(" AND object_id = ?", filter.objectId(), sql, parameters);
        add(" AND event_type = ?", filter.eventType(), sql, parameters);
        bound("occurred_at", "id", filter, page, sql, parameters);
        sql.append(") UNION ALL (").append(EXECUTED);
        parameters.add(firmId);
        add(" AND 'appointment' = ?", filter.objectType(), sql, parameters);
        addAppointment(filter.objectId(), sql, parameters);
        add(" AND 'workflow_executed' = ?", filter.eventType(), sql, parameters);
        bound("o.finished_at", "o.execution_id", filter, page, sql, parameters);
        sql.append(")) events ORDER BY occurred_at DESC, id DESC LIMIT ").append(page.fetchSize());
        List<AuditEvent> events = database.query(sql.toString(), this::event, parameters.toArray());
        return Page.of(events, page, event -> Cursor.of(event.occurredAt(), event.id()));
    }

    private static void bound(
            String time,
            String id,
            AuditFilter filter,
            PageRequest page,
            StringBuilder sql,
            List<@Nullable Object> parameters) {
        add(" AND " + time + " >= ?", filter.from(), sql, parameters);
        add(" AND " + time + " < ?", filter.to(), sql, parameters);
        page.after().ifPresent(cursor -> {
            Instant at = cursor.instant(0);
            sql.append(" AND (").append(time).append(", ").append(id).append(") < (?, ?)");
            parameters.add(at);
            parameters.add(cursor.uuid(1));
        });
        sql.append(" ORDER BY ").append(time).append(" DESC, ").append(id).append(" DESC LIMIT ");
        sql.append(page.fetchSize());
    }

    private static void add(
            String clause, @Nullable Object value, StringBuilder sql, List<@Nullable Object> parameters) {
        if (value != null) {
            sql.append(clause);
            parameters.add(value);
        }
    }

    private static void addAppointment(
            @Nullable String objectId, StringBuilder sql, List<@Nullable Object> parameters) {
        try {
            add(" AND e.appointment_id = ?", objectId == null ? null : UUID.fromString(objectId), sql, parameters);
        } catch (IllegalArgumentException e) {
            sql.append(" AND false"); // no appointment has such an id
        }
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
