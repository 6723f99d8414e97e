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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads executions back: what waits, what ran, and why something did not. */
@ApplicationScoped
public class ExecutionHistory {
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
                CROSS JOIN LATERAL (SELECT scheduled_for FROM execution e
                    WHERE e.firm_id = o.firm_id AND e.id = o.execution_id LIMIT 1) e
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
        boolean many = ExecutionQuery.dependsOnNumber(filter) && areMany(ExecutionQuery.count(firmId, filter));
        ExecutionQuery query = ExecutionQuery.page(firmId, filter, page, many);
        List<ExecutionView> rows = database.query(query.sql(), ExecutionHistory::view, query.parameters());
        return Page.of(rows, page, row -> Cursor.of(row.scheduledFor(), row.id()));
    }

    /** One of the firm's executions with its tries. */
    public Optional<ExecutionDetail> find(UUID firmId, UUID id) {
        return database.first(
                        ExecutionQuery.ONE,
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

    private boolean areMany(ExecutionQuery count) {
        return database.query(count.sql(), row -> row.integer("found"), count.parameters())
                        .getFirst()
                == ExecutionQuery.MANY;
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
