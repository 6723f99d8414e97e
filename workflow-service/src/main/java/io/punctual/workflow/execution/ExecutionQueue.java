package io.punctual.workflow.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.Row;
import io.punctual.ground.tenancy.Acting;
import io.punctual.workflow.action.StepVersion;
import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.firm.FirmSenders;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The hot path: claims what is due, records what came of it, finds what dead workers left. Each statement commits by itself. */
@ApplicationScoped
class ExecutionQueue {

    /**
     * Takes due rows and starts them, with all that their checks need joined in. A withdrawal that commits before this
     * statement has taken the row away; one that comes later sees it started, and only leaves its mark.
     */
    private static final String CLAIM = """
            WITH picked AS MATERIALIZED (
                SELECT firm_id, execution_id FROM due
                WHERE scheduled_for <= ? AND NOT started
                ORDER BY scheduled_for LIMIT %d FOR UPDATE SKIP LOCKED
            ), claimed AS (
                UPDATE due d SET started = true, owner = ?, lease_until = ?, fence = d.fence + 1,
                    attempt = d.attempt + 1, retries = d.retries + 1
                FROM picked p WHERE d.firm_id = p.firm_id AND d.execution_id = p.execution_id
                RETURNING d.firm_id, d.execution_id, d.fence, d.attempt, d.retries, d.expires_at
            ), spent AS MATERIALIZED (
                SELECT firm_id, sum(sent)::bigint AS sent FROM message_count
                WHERE hour >= ? AND firm_id IN (SELECT firm_id FROM claimed)
                GROUP BY firm_id
            )
            SELECT c.*, e.trigger, e.generation, e.tie, e.workflow_id, e.workflow_version, e.step_key,
                w.deleted_at IS NOT NULL AS deleted, w.status = 'active' AS active, w.version AS newest_version,
                v.require_confirmed, s.action_type, s.action_config,
                a.status AS appointment_status, a.generation AS appointment_generation, a.snapshot,
                f.default_from, f.senders, coalesce(m.sent, 0) AS sent_today, l.daily_messages
            FROM claimed c
            JOIN execution e ON e.firm_id = c.firm_id AND e.id = c.execution_id
            JOIN appointment a ON a.firm_id = e.firm_id AND a.id = e.appointment_id
            JOIN workflow w ON w.firm_id = e.firm_id AND w.id = e.workflow_id
            JOIN workflow_version v ON v.firm_id = w.firm_id AND v.workflow_id = w.id AND v.version = w.version
            LEFT JOIN workflow_step s ON s.firm_id = w.firm_id AND s.workflow_id = w.id AND s.version = w.version
                AND s.key = e.step_key
            LEFT JOIN firm_settings f ON f.firm_id = e.firm_id
            LEFT JOIN spent m ON m.firm_id = e.firm_id
            LEFT JOIN firm_limit l ON l.firm_id = e.firm_id
            """;

    /**
     * Ends executions, or sets them back to wait, in one statement: locks in key order, and only rows whose claim is still
     * the same. A withdrawal that came while the try ran decides where the try did not succeed.
     */
    private static final String RECORD = """
            WITH verdict AS MATERIALIZED (
                SELECT * FROM jsonb_to_recordset(?::jsonb) AS r(firm_id uuid, execution_id uuid, fence bigint,
                    workflow_version int, status text, reason text, error_code text, error_message text, tried boolean,
                    attempt_result text, try_error text, next_at timestamptz, result jsonb, owner text, started_at timestamptz,
                    finished_at timestamptz, is_message boolean)
            ), locked AS MATERIALIZED (
                SELECT r.*, d.attempt, d.withdrawn_reason FROM due d
                JOIN verdict r ON r.firm_id = d.firm_id AND r.execution_id = d.execution_id
                WHERE d.started AND d.fence = r.fence
                ORDER BY d.firm_id, d.execution_id FOR UPDATE OF d
            ), decided AS MATERIALIZED (
                SELECT l.*,
                    CASE WHEN withdrawn_reason IS NOT NULL
                        AND (status = 'pending' OR status = 'failed' AND error_code <> 'unknown_outcome')
                        THEN 'cancelled' ELSE status END AS final
                FROM locked l
            ), gone AS (
                DELETE FROM due d USING decided r
                WHERE d.firm_id = r.firm_id AND d.execution_id = r.execution_id AND r.final <> 'pending'
            ), back AS (
                UPDATE due d SET started = false, owner = NULL, lease_until = NULL, scheduled_for = r.next_at,
                    attempt = d.attempt - CASE WHEN r.tried THEN 0 ELSE 1 END,
                    retries = d.retries - CASE WHEN r.tried THEN 0 ELSE 1 END
                FROM decided r
                WHERE d.firm_id = r.firm_id AND d.execution_id = r.execution_id AND r.final = 'pending'
            ), ended AS (
                INSERT INTO outcome (firm_id, execution_id, workflow_id, workflow_version, status, reason, error_code,
                    error_message, attempt, result, owner, started_at, finished_at)
                SELECT r.firm_id, r.execution_id, e.workflow_id, r.workflow_version, r.final,
                    CASE WHEN r.final IN ('cancelled', 'skipped') THEN coalesce(r.reason, r.withdrawn_reason) END,
                    CASE WHEN r.final = 'failed' THEN r.error_code END,
                    CASE WHEN r.final = 'failed' THEN r.error_message END,
                    r.attempt - CASE WHEN r.tried THEN 0 ELSE 1 END, r.result, r.owner, r.started_at, r.finished_at
                FROM decided r JOIN execution e ON e.firm_id = r.firm_id AND e.id = r.execution_id
                WHERE r.final <> 'pending'
            ), tried AS (
                INSERT INTO attempt (firm_id, execution_id, number, result, error_code, error_message, owner,
                    started_at, finished_at)
                SELECT firm_id, execution_id, attempt, attempt_result, try_error, error_message, owner, started_at,
                    finished_at
                FROM decided WHERE tried AND NOT (attempt = 1 AND final IN ('completed', 'failed'))
            ), counted AS (
                INSERT INTO message_count AS m (firm_id, hour, worker, sent)
                SELECT firm_id, date_trunc('hour', started_at, 'UTC'), coalesce(owner, ''), count(*)
                FROM decided WHERE tried AND is_message GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                ON CONFLICT (firm_id, hour, worker) DO UPDATE SET sent = m.sent + excluded.sent
            ), freed AS (
                DELETE FROM execution_identity i USING decided r, execution e
                WHERE r.final IN ('cancelled', 'skipped') AND e.firm_id = r.firm_id AND e.id = r.execution_id
                    AND i.firm_id = e.firm_id AND i.appointment_id = e.appointment_id
                    AND i.workflow_id = e.workflow_id AND i.step_key = e.step_key AND i.trigger = e.trigger
                    AND i.generation = e.generation AND i.recipient = e.recipient
            )
            SELECT execution_id FROM decided
            """;

    /** Started rows have a past due instant, so the index on it keeps this from reading what waits for later. */
    private static final String LAPSED = """
            SELECT d.firm_id, d.execution_id, d.fence, d.owner, d.lease_until, e.action_type, e.workflow_version
            FROM due d JOIN execution e ON e.firm_id = d.firm_id AND e.id = d.execution_id
            WHERE d.scheduled_for <= ? AND d.started AND d.lease_until < ?
            ORDER BY d.scheduled_for LIMIT 500
            """;

    private final Database database;
    private final ObjectMapper json;

    ExecutionQueue(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A started execution whose worker has not been heard of for longer than its lease. */
    record Lapsed(
            UUID firmId,
            UUID executionId,
            long fence,
            @Nullable String owner,
            Instant leaseUntil,
            String actionType,
            int workflowVersion) {}

    /** Takes up to {@code limit} executions that are due, and starts them. */
    List<Claimed> claim(Instant now, int limit, String owner, Instant leaseUntil) {
        return Acting.asEngine(() -> database.query(
                CLAIM.formatted(limit),
                ExecutionQueue::claimed,
                now,
                owner,
                leaseUntil,
                now.truncatedTo(ChronoUnit.DAYS)));
    }

    /** Records verdicts; returns the executions that were still this claim's. */
    List<UUID> record(List<Recorded> verdicts) {
        return Acting.asEngine(() -> database.query(RECORD, row -> row.uuid("execution_id"), toJson(verdicts)));
    }

    List<Lapsed> lapsed(Instant now) {
        return Acting.asEngine(() -> database.query(
                LAPSED,
                row -> new Lapsed(
                        row.uuid("firm_id"),
                        row.uuid("execution_id"),
                        row.bigint("fence"),
                        row.textOrNull("owner"),
                        row.instant("lease_until"),
                        row.text("action_type"),
                        row.integer("workflow_version")),
                now,
                now));
    }

    /** The first instant after {@code now} and up to {@code until} at which something is due. */
    Optional<Instant> nextDue(Instant now, Instant until) {
        return Acting.asEngine(() -> database.first(
                "SELECT scheduled_for FROM due WHERE scheduled_for > ? AND scheduled_for <= ? AND NOT started"
                        + " ORDER BY scheduled_for LIMIT 1",
                row -> row.instant("scheduled_for"),
                now,
                until));
    }

    /** How many executions of all firms were due at this instant and have neither ended nor been set to a later try. */
    int countDue(Instant at) {
        return Acting.asEngine(() -> database.query(
                        "SELECT count(*) AS due FROM due WHERE scheduled_for <= ?", row -> row.integer("due"), at)
                .getFirst());
    }

    private static Claimed claimed(Row row) throws SQLException {
        UUID firmId = row.uuid("firm_id");
        String actionType = row.textOrNull("action_type");
        StepVersion step = actionType == null
                ? null
                : new StepVersion(
                        firmId,
                        row.uuid("workflow_id"),
                        row.integer("newest_version"),
                        row.text("step_key"),
                        actionType);
        String config = row.textOrNull("action_config");
        return new Claimed(
                firmId,
                row.uuid("execution_id"),
                row.bigint("fence"),
                row.integer("attempt"),
                row.integer("retries"),
                row.instant("expires_at"),
                Trigger.of(row.text("trigger")),
                row.integer("generation"),
                Tie.of(row.text("tie")),
                row.integer("workflow_version"),
                new Claimed.WorkflowNow(
                        row.bool("deleted"),
                        row.bool("active"),
                        row.bool("require_confirmed"),
                        step,
                        config == null ? "" : config),
                new Claimed.AppointmentNow(
                        AppointmentStatus.of(row.text("appointment_status")),
                        row.integer("appointment_generation"),
                        row.text("snapshot")),
                new FirmSenders(row.textOrNull("default_from"), List.of(row.texts("senders"))),
                new Claimed.MessagesNow(row.bigint("sent_today"), row.integerOrNull("daily_messages")));
    }

    private String toJson(List<Recorded> verdicts) {
        ArrayNode rows = json.createArrayNode();
        for (Recorded one : verdicts) {
            Instant nextAt = one.nextAt();
            ObjectNode row = rows.addObject()
                    .put("firm_id", one.firmId().toString())
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
                    .put("owner", one.owner())
                    .put("started_at", one.startedAt().toString())
                    .put("finished_at", one.finishedAt().toString());
            row.set("result", json.valueToTree(one.result()));
        }
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
