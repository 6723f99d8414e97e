package io.punctual.workflow.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.sql.Database;
import io.punctual.ground.tenancy.Acting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The hot path's way out: records what came of executions, each batch in one statement that is a transaction of its own. */
@ApplicationScoped
class ExecutionRecords {

    private static final Comparator<Recorded> IN_KEY_ORDER = (one, other) -> {
        int firms = asStored(one.firmId(), other.firmId());
        return firms == 0 ? asStored(one.executionId(), other.executionId()) : firms;
    };

    /**
     * Ends executions that succeeded, which is nearly all of them: whatever came meanwhile, they are completed. The rows come in
     * key order and are taken one by one in that order, as withdrawals take theirs, so that none waits for another in a circle.
     */
    private static final String COMPLETE = """
            WITH gone AS (
                DELETE FROM due d
                USING unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::uuid[], ?::int[], ?::jsonb[], ?::boolean[],
                    ?::bigint[]) AS r (firm_id, execution_id, fence, workflow_id, workflow_version, result, is_message,
                    finished_micros)
                WHERE d.firm_id = ANY (ARRAY[r.firm_id]) AND d.execution_id = r.execution_id AND d.started
                    AND d.fence = r.fence
                RETURNING r.*, 'epoch'::timestamptz + r.finished_micros * interval '1 microsecond' AS finished_at, d.started_at,
                    d.attempt, d.owner, d.withdrawn_reason, d.withdrawn_at
            ), ended AS (
                INSERT INTO outcome (firm_id, execution_id, workflow_id, workflow_version, status, attempt, result, owner,
                    started_at, finished_at, withdrawn_reason, withdrawn_at)
                SELECT firm_id, execution_id, workflow_id, workflow_version, 'completed', attempt, result, owner,
                    started_at, finished_at, withdrawn_reason, withdrawn_at
                FROM gone
            ), tried AS (
                INSERT INTO attempt (firm_id, execution_id, number, result, owner, started_at, finished_at)
                SELECT firm_id, execution_id, attempt, 'succeeded', owner, started_at, finished_at
                FROM gone WHERE attempt > 1
            ), counted AS (
                INSERT INTO message_count AS m (firm_id, hour, worker, sent)
                SELECT firm_id, date_trunc('hour', started_at, 'UTC'), owner, count(*)
                FROM gone WHERE is_message GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                ON CONFLICT (firm_id, hour, worker) DO UPDATE SET sent = m.sent + excluded.sent
            )
            SELECT execution_id FROM gone
            """;

    /**
     * Everything that is not a plain success: ends executions or sets them back to wait. Locks one by one in the order of keys that
     * the rows come in (asked to sort, the planner would read the whole table in that order), and only rows whose claim is still
     * the same. A withdrawal that came while the try ran decides where the try did not succeed.
     */
    private static final String RECORD = """
            WITH verdict AS MATERIALIZED (
                SELECT * FROM jsonb_to_recordset(?::jsonb) AS r(firm_id uuid, execution_id uuid, fence bigint,
                    workflow_version int, status text, reason text, error_code text, error_message text, tried boolean,
                    attempt_result text, try_error text, next_at timestamptz, started_at timestamptz,
                    finished_at timestamptz, is_message boolean)
            ), locked AS MATERIALIZED (
                SELECT r.*, d.attempt, d.owner, d.withdrawn_reason, d.withdrawn_at FROM verdict r CROSS JOIN LATERAL (
                    SELECT attempt, owner, withdrawn_reason, withdrawn_at FROM due
                    WHERE due.firm_id = r.firm_id AND due.execution_id = r.execution_id
                        AND due.started AND due.fence = r.fence
                    FOR UPDATE
                ) d
            ), decided AS MATERIALIZED (
                SELECT l.*,
                    CASE WHEN withdrawn_reason IS NOT NULL
                        AND (status = 'pending' OR status = 'failed' AND error_code <> 'unknown_outcome')
                        THEN 'cancelled' ELSE status END AS final
                FROM locked l
            ), named AS MATERIALIZED (
                SELECT r.*, e.appointment_id, e.workflow_id, e.step_key, e.trigger, e.generation, e.recipient
                FROM decided r CROSS JOIN LATERAL (
                    SELECT * FROM execution e WHERE e.firm_id = r.firm_id AND e.id = r.execution_id LIMIT 1) e
                WHERE r.final <> 'pending'
            ), gone AS (
                DELETE FROM due d USING decided r
                WHERE d.firm_id = ANY (ARRAY[r.firm_id]) AND d.execution_id = r.execution_id AND r.final <> 'pending'
            ), back AS (
                UPDATE due d SET started = false, started_at = NULL, owner = NULL, lease_until = NULL,
                    scheduled_for = r.next_at,
                    attempt = d.attempt - CASE WHEN r.tried THEN 0 ELSE 1 END,
                    retries = d.retries - CASE WHEN r.tried THEN 0 ELSE 1 END
                FROM decided r
                WHERE d.firm_id = ANY (ARRAY[r.firm_id]) AND d.execution_id = r.execution_id AND r.final = 'pending'
            ), ended AS (
                INSERT INTO outcome (firm_id, execution_id, workflow_id, workflow_version, status, reason, error_code,
                    error_message, attempt, owner, started_at, finished_at, withdrawn_reason, withdrawn_at)
                SELECT r.firm_id, r.execution_id, r.workflow_id, r.workflow_version, r.final,
                    CASE WHEN r.final IN ('cancelled', 'skipped') THEN coalesce(r.reason, r.withdrawn_reason) END,
                    CASE WHEN r.final = 'failed' THEN r.error_code END,
                    CASE WHEN r.final = 'failed' THEN r.error_message END,
                    r.attempt - CASE WHEN r.tried THEN 0 ELSE 1 END, r.owner, r.started_at, r.finished_at,
                    r.withdrawn_reason, r.withdrawn_at
                FROM named r
            ), tried AS (
                INSERT INTO attempt (firm_id, execution_id, number, result, error_code, error_message, owner,
                    started_at, finished_at)
                SELECT firm_id, execution_id, attempt, attempt_result, try_error, error_message, owner, started_at,
                    finished_at
                FROM decided WHERE tried AND NOT (attempt = 1 AND final = 'failed')
            ), counted AS (
                INSERT INTO message_count AS m (firm_id, hour, worker, sent)
                SELECT firm_id, date_trunc('hour', started_at, 'UTC'), coalesce(owner, ''), count(*)
                FROM decided WHERE tried AND is_message GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                ON CONFLICT (firm_id, hour, worker) DO UPDATE SET sent = m.sent + excluded.sent
            ), freed AS (
                DELETE FROM execution_identity i USING named r
                WHERE r.final IN ('cancelled', 'skipped')
                    AND i.firm_id = ANY (ARRAY[r.firm_id]) AND i.appointment_id = r.appointment_id
                    AND i.workflow_id = r.workflow_id AND i.step_key = r.step_key AND i.trigger = r.trigger
                    AND i.generation = r.generation AND i.recipient = r.recipient
            )
            SELECT execution_id FROM decided
            """;

    private final Database database;
    private final ObjectMapper json;

    ExecutionRecords(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Records verdicts, at most two statements; returns the executions that were still this claim's. */
    List<UUID> record(List<Recorded> verdicts) {
        List<Recorded> completed = new ArrayList<>();
        List<Recorded> others = new ArrayList<>();
        for (Recorded one : verdicts) {
            (one.verdict() instanceof Verdict.Completed ? completed : others).add(one);
        }
        List<UUID> written = new ArrayList<>();
        if (!completed.isEmpty()) {
            completed.sort(IN_KEY_ORDER);
            written.addAll(complete(completed));
        }
        if (!others.isEmpty()) {
            others.sort(IN_KEY_ORDER);
            written.addAll(Acting.asEngine(() -> database.queryUnder(
                    HotStatements.SETTINGS, RECORD, row -> row.uuid("execution_id"), toJson(others))));
        }
        return written;
    }

    private List<UUID> complete(List<Recorded> completed) {
        return Acting.asEngine(() -> database.queryUnder(
                HotStatements.SETTINGS,
                COMPLETE,
                row -> row.uuid("execution_id"),
                column(completed, Recorded::firmId).toArray(UUID[]::new),
                column(completed, Recorded::executionId).toArray(UUID[]::new),
                column(completed, Recorded::fence).toArray(Long[]::new),
                column(completed, Recorded::workflowId).toArray(UUID[]::new),
                column(completed, Recorded::workflowVersion).toArray(Integer[]::new),
                column(completed, one -> text(one.result())).toArray(String[]::new),
                column(completed, Recorded::isMessage).toArray(Boolean[]::new),
                column(completed, one -> ChronoUnit.MICROS.between(Instant.EPOCH, one.finishedAt()))
                        .toArray(Long[]::new)));
    }

    /** As PostgreSQL orders ids, byte by byte; {@link UUID#compareTo} does not. */
    private static int asStored(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high == 0 ? Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits()) : high;
    }

    private static <T> List<T> column(List<Recorded> rows, Function<Recorded, T> part) {
        return rows.stream().map(part).toList();
    }

    private String text(Map<String, String> result) {
        try {
            return result.isEmpty() ? "{}" : json.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String toJson(List<Recorded> verdicts) {
        ArrayNode rows = json.createArrayNode();
        for (Recorded one : verdicts) {
            Instant nextAt = one.nextAt();
            ObjectNode row = rows.addObject();
            row.put("firm_id", one.firmId().toString())
                    .put("execution_id", one.executionId().toString())
                    .put("fence", one.fence())
                    .put("workflow_version", one.workflowVersion())
                    .put("status", one.status())
                    .put("reason", one.reason())
                    .put("error_code", one.errorCode())
                    .put("try_error", one.verdict().tryError())
                    .put("error_message", one.message())
                    .put("tried", one.verdict().wasTried())
                    .put("attempt_result", one.attemptResult())
                    .put("next_at", nextAt == null ? null : nextAt.toString())
                    .put("is_message", one.isMessage())
                    .put("started_at", one.startedAt().toString())
                    .put("finished_at", one.finishedAt().toString());
        }
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
