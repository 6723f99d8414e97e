package io.punctual.ground.audit;

import io.punctual.ground.paging.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds one part of a list of audit events: a selection, narrowed, newest first, as long as a page. Not thread-safe. */
public final class AuditQuery {
    private static final String WRITTEN = """
            SELECT id, event_type, object_type, object_id, actor, occurred_at, metadata FROM audit_event
            WHERE firm_id = ?""";

    private final StringBuilder sql;
    private final List<Object> parameters = new ArrayList<>();

    /** Begins with a selection that ends in a condition on the firm, its only parameter. */
    public AuditQuery(String selection, UUID firmId) {
        sql = new StringBuilder(selection);
        parameters.add(firmId);
    }

    /** What the table of audit events holds. */
    public static AuditQuery written(UUID firmId, AuditFilter filter, PageRequest page) {
        return new AuditQuery(WRITTEN, firmId)
                .and("object_type = ?", filter.objectType())
                .and("object_id = ?", filter.objectId())
                .and("event_type = ?", filter.eventType())
                .page("occurred_at", "id", filter, page);
    }

    /** Narrows it, where there is a value to narrow it to. */
    public AuditQuery and(String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            parameters.add(value);
        }
        return this;
    }

    /** Narrows it to times and to what follows the page's cursor, orders and bounds it. */
    public AuditQuery page(String time, String id, AuditFilter filter, PageRequest page) {
        and(time + " >= ?", filter.from());
        and(time + " < ?", filter.to());
        page.after().ifPresent(cursor -> {
            sql.append(" AND (").append(time).append(", ").append(id).append(") < (?, ?)");
            parameters.add(cursor.instant(0));
            parameters.add(cursor.uuid(1));
        });
        sql.append(" ORDER BY ").append(time).append(" DESC, ").append(id).append(" DESC LIMIT ");
        sql.append(page.fetchSize());
        return this;
    }

    /** The statement. */
    public String sql() {
        return sql.toString();
    }

    /** Its parameters, in the order of its question marks. */
    public List<Object> parameters() {
        return List.copyOf(parameters);
    }
}
