package io.punctual.workflow.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.paging.Cursor;
import io.punctual.ground.paging.Page;
import io.punctual.ground.paging.PageRequest;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.Row;
import io.punctual.ground.tenancy.Acting;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads executions back: what waits, what ran, and why something did not. */
@ApplicationScoped
public class ExecutionHistory {
    private static final String COLUMNS = """
            SELECT e.id, e.workflow_id, w.name AS workflow_name,
                coalesce(o.workflow_version, e.workflow_version) AS workflow_version, e.step, e.step_key, e.action_type,
                e.appointment_id, e.event_id, e.trigger, e.generation, e.recipient,
                coalesce(o.status, CASE WHEN d.started THEN 'executing' ELSE 'pending' END) AS status, o.reason,
                e.scheduled_for, CASE WHEN d.attempt > 0 AND NOT d.started THEN d.scheduled_for END AS next_attempt_at,
                coalesce(o.attempt, d.attempt) AS attempt, o.finished_at, o.error_code, o.error_message,
                o.started_at, o.result, coalesce(o.withdrawn_reason, d.withdrawn_reason) AS withdrawn_reason,
                coalesce(o.withdrawn_at, d.withdrawn_at) AS withdrawn_at
            """;

    /** What ended is led by its outcome, what waits or runs by its due row, and everything by the plan itself. */
    private static final String ENDED = """
            FROM outcome o JOIN execution e ON e.firm_id = o.firm_id AND e.id = o.execution_id
            LEFT JOIN due d ON false
            """;

    private static final String WAITING = """
            FROM due d JOIN execution e ON e.firm_id = d.firm_id AND e.id = d.execution_id
            LEFT JOIN outcome o ON false
            """;
    private static final String ANY = """
            FROM execution e
            LEFT JOIN outcome o ON o.firm_id = e.firm_id AND o.execution_id = e.id
            LEFT JOIN due d ON d.firm_id = e.firm_id AND d.execution_id = e.id
            """;
    private static final String WORKFLOW = "JOIN workflow w ON w.firm_id = e.firm_id AND w.id = e.workflow_id\n";

    private static final String ATTEMPTS = """
            SELECT number, result, error_code, error_message, started_at, finished_at FROM attempt
            WHERE firm_id = ? AND execution_id = ? ORDER BY number LIMIT 200
            """;

    /** Firms are walked, so that each looks into its own part of the index by time. */
    private static final String FINISHED = """
            SELECT count(*) FILTER (WHERE o.status = 'completed') AS executed,
                   count(*) FILTER (WHERE o.status = 'failed') AS failed,
                   count(*) FILTER (WHERE o.status IN ('skipped', 'cancelled')) AS skipped
            FROM firm f
            CROSS JOIN LATERAL (
                SELECT o.status FROM outcome o
                JOIN execution e ON e.firm_id = o.firm_id AND e.id = o.execution_id
                WHERE o.firm_id = f.firm_id AND o.finished_at >= ? AND o.owner IS NOT NULL AND e.scheduled_for <= ?
            ) o
            """;

    private static final TypeReference<Map<String, String>> RESULT = new TypeReference<>() {};

    private final Database database;
    private final ObjectMapper json;

    ExecutionHistory(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    private record Found(
            ExecutionView view,
            @Nullable Instant startedAt,
            @Nullable String result,
            @Nullable String withdrawnReason,
            @Nullable Instant withdrawnAt) {}

    /** How many executions ended in which way. */
    record Finished(int executed, int failed, int skipped) {}

    /** The firm's executions, newest {@code scheduled_for} first. */
    public Page<ExecutionView> list(UUID firmId, ExecutionFilter filter, PageRequest page) {
        StringBuilder sql = new StringBuilder(COLUMNS).append(source(filter)).append(WORKFLOW);
        List<@Nullable Object> parameters = new ArrayList<>();
        sql.append("WHERE e.firm_id = ?");
        parameters.add(firmId);
        narrow(filter, sql, parameters);
        page.after().ifPresent(cursor -> {
            sql.append(" AND (e.scheduled_for, e.id) < (?, ?)");
            parameters.add(cursor.instant(0));
            parameters.add(cursor.uuid(1));
        });
        sql.append(" ORDER BY e.scheduled_for DESC, e.id DESC LIMIT ").append(page.fetchSize());
        List<ExecutionView> rows = database.query(sql.toString(), ExecutionHistory::view, parameters.toArray());
        return Page.of(rows, page, row -> Cursor.of(row.scheduledFor(), row.id()));
    }

    /** One of the firm's executions with its tries. */
    public Optional<ExecutionDetail> find(UUID firmId, UUID id) {
        return database.first(
                        COLUMNS + ANY + WORKFLOW + "WHERE e.firm_id = ? AND e.id = ?",
                        row -> new Found(
                                view(row),
                                row.instantOrNull("started_at"),
                                row.textOrNull("result"),
                                row.textOrNull("withdrawn_reason"),
                                row.instantOrNull("withdrawn_at")),
                        firmId,
                        id)
                .map(found -> new ExecutionDetail(
                        found.view(),
                        attempts(firmId, found),
                        result(found.result()),
                        found.withdrawnReason(),
                        found.withdrawnAt()));
    }

    Finished finishedSince(Instant since) {
        return Acting.asEngine(() -> database.query(
                        FINISHED,
                        row -> new Finished(row.integer("executed"), row.integer("failed"), row.integer("skipped")),
                        since,
                        since)
                .getFirst());
    }

    private static String source(ExecutionFilter filter) {
        ExecutionStatus status = filter.status();
        if (status == null) {
            return filter.reason() == null ? ANY : ENDED;
        }
        return status.isEnded() ? ENDED : WAITING;
    }

    private static void narrow(ExecutionFilter filter, StringBuilder sql, List<@Nullable Object> parameters) {
        ExecutionStatus status = filter.status();
        if (status == ExecutionStatus.PENDING || status == ExecutionStatus.EXECUTING) {
            sql.append(status == ExecutionStatus.EXECUTING ? " AND d.started" : " AND NOT d.started");
        } else if (status != null) {
            add(" AND o.status = ?", status.code(), sql, parameters);
        }
        Reason reason = filter.reason();
        add(" AND o.reason = ?", reason == null ? null : reason.code(), sql, parameters);
        add(" AND e.workflow_id = ?", filter.workflowId(), sql, parameters);
        add(" AND e.appointment_id = ?", filter.appointmentId(), sql, parameters);
        add(" AND e.scheduled_for >= ?", filter.from(), sql, parameters);
        add(" AND e.scheduled_for < ?", filter.to(), sql, parameters);
    }

    private static void add(
            String clause, @Nullable Object value, StringBuilder sql, List<@Nullable Object> parameters) {
        if (value != null) {
            sql.append(clause);
            parameters.add(value);
        }
    }

    private List<AttemptView> attempts(UUID firmId, Found found) {
        ExecutionView view = found.view();
        List<AttemptView> attempts = database.query(ATTEMPTS, ExecutionHistory::attempt, firmId, view.id());
        if (!attempts.isEmpty() || view.attempt() == 0 || view.finishedAt() == null) {
            return attempts;
        }
        // A single try is told by its outcome.
        boolean succeeded = view.status().equals(ExecutionStatus.COMPLETED.code());
        return List.of(new AttemptView(
                1,
                succeeded ? "succeeded" : "failed",
                view.errorCode(),
                view.errorMessage(),
                found.startedAt(),
                view.finishedAt()));
    }

    private Map<String, String> result(@Nullable String text) {
        try {
            return text == null ? Map.of() : json.readValue(text, RESULT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AttemptView attempt(Row row) throws SQLException {
        return new AttemptView(
                row.integer("number"),
                row.text("result"),
                row.textOrNull("error_code"),
                row.textOrNull("error_message"),
                row.instantOrNull("started_at"),
                row.instantOrNull("finished_at"));
    }

    private static ExecutionView view(Row row) throws SQLException {
        return new ExecutionView(
                row.uuid("id"),
                row.uuid("workflow_id"),
                row.text("workflow_name"),
                row.integer("workflow_version"),
                row.integer("step"),
                row.text("step_key"),
                row.text("action_type"),
                row.uuid("appointment_id"),
                row.text("event_id"),
                row.text("trigger"),
                row.integer("generation"),
                row.text("recipient"),
                row.text("status"),
                row.textOrNull("reason"),
                row.instant("scheduled_for"),
                row.instantOrNull("next_attempt_at"),
                row.integer("attempt"),
                row.instantOrNull("finished_at"),
                row.textOrNull("error_code"),
                row.textOrNull("error_message"));
    }
}
