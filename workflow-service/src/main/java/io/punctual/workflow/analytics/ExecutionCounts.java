package io.punctual.workflow.analytics;

import io.punctual.ground.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Counts executions in one statement. */
@ApplicationScoped
class ExecutionCounts {
    private static final String ZONE = "SELECT time_zone FROM firm WHERE firm_id = ?";

    /** Outcomes are looked up one by one: the planner would rather read all that the firm ever had. */
    private static final String COUNT = """
            SELECT (e.scheduled_for AT TIME ZONE ?)::date::text AS day, e.workflow_id, w.name AS workflow_name,
                coalesce(o.status, CASE WHEN d.started THEN 'executing' ELSE 'pending' END) AS status,
                coalesce(o.reason, o.error_code) AS reason, count(*) AS count
            FROM execution e
            JOIN workflow w ON w.firm_id = e.firm_id AND w.id = e.workflow_id
            LEFT JOIN LATERAL (SELECT * FROM outcome o
                WHERE o.firm_id = e.firm_id AND o.execution_id = e.id LIMIT 1) o ON true
            LEFT JOIN due d ON d.firm_id = e.firm_id AND d.execution_id = e.id
            WHERE e.firm_id = ? AND e.scheduled_for >= ? AND e.scheduled_for < ?
            GROUP BY 1, 2, 3, 4, 5
            ORDER BY 1, 3, 2, 4, 5
            """;

    private final Database database;

    ExecutionCounts(Database database) {
        this.database = database;
    }

    /** The zone whose days count for a firm; UTC where no event has told it yet. */
    String zoneOf(UUID firmId) {
        return database.first(ZONE, row -> row.text("time_zone"), firmId).orElse("UTC");
    }

    List<Statistics.Count> count(UUID firmId, String zone, Instant from, Instant to) {
        return database.query(
                COUNT,
                row -> new Statistics.Count(
                        LocalDate.parse(row.text("day")),
                        row.uuid("workflow_id"),
                        row.text("workflow_name"),
                        row.text("status"),
                        row.textOrNull("reason"),
                        row.bigint("count")),
                zone,
                firmId,
                from,
                to);
    }
}
