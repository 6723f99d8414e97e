package io.punctual.workflow.audit;

import io.punctual.ground.audit.AuditEvent;
import io.punctual.ground.audit.AuditEvents;
import io.punctual.ground.audit.AuditFilter;
import io.punctual.ground.audit.AuditQuery;
import io.punctual.ground.paging.Page;
import io.punctual.ground.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the audit trail: what people and the intake did as written, what the engine did from the outcomes themselves. */
@ApplicationScoped
public class WorkflowAuditEvents {
    private static final String EXECUTED = """
            SELECT o.execution_id, 'workflow_executed', 'appointment', e.appointment_id::text, 'engine', o.finished_at,
                jsonb_build_object('workflow_id', o.workflow_id, 'workflow_name', w.name,
                    'workflow_version', o.workflow_version, 'action_type', e.action_type, 'execution_id', e.id,
                    'result_summary', o.status || coalesce('/' || coalesce(o.reason, o.error_code), ''))
            """;

    /** Joined row by row: left to itself, the planner would read whole partitions for a page. */
    private static final String LATEST = EXECUTED + """
            FROM outcome o
            CROSS JOIN LATERAL (SELECT * FROM execution e
                WHERE e.firm_id = o.firm_id AND e.id = o.execution_id LIMIT 1) e
            CROSS JOIN LATERAL (SELECT name FROM workflow w WHERE w.firm_id = e.firm_id AND w.id = e.workflow_id LIMIT 1) w
            WHERE o.firm_id = ?""";

    /** Led by the appointment, which has few. */
    private static final String OF_APPOINTMENT = EXECUTED + """
            FROM execution e
            CROSS JOIN LATERAL (SELECT * FROM outcome o
                WHERE o.firm_id = e.firm_id AND o.execution_id = e.id LIMIT 1) o
            CROSS JOIN LATERAL (SELECT name FROM workflow w WHERE w.firm_id = e.firm_id AND w.id = e.workflow_id LIMIT 1) w
            WHERE e.firm_id = ?""";

    private static final UUID NOBODYS = new UUID(0, 0);

    private final AuditEvents events;

    WorkflowAuditEvents(AuditEvents events) {
        this.events = events;
    }

    /** The firm's audit events, newest first. */
    public Page<AuditEvent> list(UUID firmId, AuditFilter filter, PageRequest page) {
        AuditQuery written = AuditQuery.written(firmId, filter, page);
        AuditQuery executed = new AuditQuery(filter.objectId() == null ? LATEST : OF_APPOINTMENT, firmId)
                .and("'appointment' = ?", filter.objectType())
                .and("e.appointment_id = ?", appointment(filter.objectId()))
                .and("'workflow_executed' = ?", filter.eventType())
                .page("o.finished_at", "o.execution_id", filter, page);
        String sql = "SELECT * FROM ((" + written.sql() + ") UNION ALL (" + executed.sql()
                + ")) events ORDER BY occurred_at DESC, id DESC LIMIT " + page.fetchSize();
        List<Object> parameters = new ArrayList<>(written.parameters());
        parameters.addAll(executed.parameters());
        return events.page(sql, parameters, page);
    }

    /** The appointment of that name; one that nobody has where it can be none's. */
    private static @Nullable UUID appointment(@Nullable String objectId) {
        try {
            return objectId == null ? null : UUID.fromString(objectId);
        } catch (IllegalArgumentException e) {
            return NOBODYS;
        }
    }
}
