package io.punctual.workflow.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.audit.Origin;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.Row;
import io.punctual.workflow.action.Actions;
import io.punctual.workflow.appointment.Trigger;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements that plan and withdraw executions. All run inside their caller's transaction. */
@ApplicationScoped
public class ExecutionPlans {
    /** Keys the advisory locks of this purpose, so that they meet no others. */
    private static final long LOCK_NAMESPACE = 0x506c616e6e696e67L;

    private static final String WRITE = """
            WITH plan AS MATERIALIZED (
                SELECT * FROM jsonb_to_recordset(?::jsonb) AS p(id uuid, workflow_id uuid, workflow_version int,
                    step_key text, step int, action_type text, appointment_id uuid, event_id text,
                    event_time timestamptz, trigger text, generation int, recipient text, tie text,
                    scheduled_for timestamptz, expires_at timestamptz, channel text, traceparent text, status text,
                    reason text)
            ), known AS (
                SELECT p.id FROM plan p JOIN execution_identity i
                    ON i.firm_id = ? AND i.appointment_id = p.appointment_id AND i.workflow_id = p.workflow_id
                    AND i.step_key = p.step_key AND i.trigger = p.trigger AND i.generation = p.generation
                    AND i.recipient = p.recipient
            ), identity AS (
                INSERT INTO execution_identity (firm_id, appointment_id, workflow_id, step_key, trigger, generation,
                    recipient, execution_id)
                SELECT ?, appointment_id, workflow_id, step_key, trigger, generation, recipient, id
                FROM plan WHERE status = 'pending'
                ON CONFLICT DO NOTHING RETURNING execution_id
            ), planned AS (
                SELECT p.* FROM plan p WHERE p.id IN (SELECT execution_id FROM identity)
                UNION ALL
                SELECT p.* FROM plan p WHERE p.status <> 'pending' AND p.id NOT IN (SELECT id FROM known)
            ), written AS (
                INSERT INTO execution (firm_id, id, workflow_id, workflow_version, step_key, step, action_type,
                    appointment_id, event_id, event_time, trigger, generation, recipient, tie, scheduled_for, traceparent)
                SELECT ?, id, workflow_id, workflow_version, step_key, step, action_type, appointment_id, event_id,
                    event_time, trigger, generation, recipient, tie, scheduled_for, traceparent FROM planned
            ), waits AS (
                INSERT INTO due (firm_id, execution_id, scheduled_for, expires_at, channel)
                SELECT ?, id, scheduled_for, expires_at, channel FROM planned WHERE status = 'pending'
            ), ended AS (
                INSERT INTO outcome (firm_id, execution_id, workflow_id, workflow_version, status, reason, attempt,
                    finished_at)
                SELECT ?, id, workflow_id, workflow_version, status, reason, 0, ? FROM planned WHERE status <> 'pending'
            )
            SELECT count(*) FILTER (WHERE status = 'pending') AS plans,
                   count(*) FILTER (WHERE status <> 'pending') AS skips FROM planned
            """;

    /**
     * The rows are locked whether started or not, and looked at again behind the lock: a claim that got there first has
     * made one started, and its result then decides (the mark); the others are taken away by key.
     */
    private static final String WITHDRAW = """
            WITH target AS MATERIALIZED (
                SELECT d.execution_id, d.started, coalesce(d.started_at, d.lease_until) AS started_at,
                    d.withdrawn_reason IS NOT NULL AS known, d.attempt,
                    e.workflow_id, e.workflow_version, e.action_type, e.appointment_id, e.step_key, e.trigger, e.generation, e.recipient, e.event_id, e.event_time, e.tie, e.traceparent
                FROM %s
                ORDER BY d.execution_id FOR UPDATE OF d
            ), gone AS (
                DELETE FROM due d USING target t
                WHERE d.firm_id = ? AND d.execution_id = t.execution_id AND NOT t.started
            ), marked AS (
                UPDATE due d SET withdrawn_reason = ?, withdrawn_at = ? FROM target t
                WHERE d.firm_id = ? AND d.execution_id = t.execution_id AND t.started AND d.withdrawn_reason IS NULL
            ), freed AS (
                DELETE FROM execution_identity i USING target t
                WHERE i.firm_id = ? AND i.appointment_id = t.appointment_id AND i.workflow_id = t.workflow_id
                    AND i.step_key = t.step_key AND i.trigger = t.trigger AND i.generation = t.generation
                    AND i.recipient = t.recipient AND NOT t.started
            ), ended AS (
                INSERT INTO outcome (firm_id, execution_id, workflow_id, workflow_version, status, reason, attempt,
                    finished_at)
                SELECT ?, execution_id, workflow_id, workflow_version, 'cancelled', ?, attempt, ?
                FROM target WHERE NOT started
            )
            SELECT appointment_id, step_key, trigger, generation, event_id, event_time, tie, traceparent, started,
                started_at, known, execution_id, workflow_id, workflow_version, action_type,
                (SELECT w.name FROM workflow w WHERE t.started AND w.firm_id = ? AND w.id = t.workflow_id) AS workflow_name
            FROM target t
            """;

    private static final String OF_APPOINTMENT = """
            execution_identity i
                JOIN execution e ON e.firm_id = i.firm_id AND e.id = i.execution_id
                JOIN due d ON d.firm_id = i.firm_id AND d.execution_id = i.execution_id
                WHERE i.firm_id = ? AND i.appointment_id = ? AND e.tie = ANY (?)""";

    private static final String OF_STEPS = """
            due d JOIN execution e ON e.firm_id = d.firm_id AND e.id = d.execution_id
                WHERE d.firm_id = ? AND e.workflow_id = ? AND e.step_key = ANY (?)""";

    private static final String OF_WORKFLOW = """
            due d JOIN execution e ON e.firm_id = d.firm_id AND e.id = d.execution_id
                WHERE d.firm_id = ? AND e.workflow_id = ?""";

    private static final String OF_ONE = """
            due d JOIN execution e ON e.firm_id = d.firm_id AND e.id = d.execution_id
                WHERE d.firm_id = ? AND d.execution_id = ?""";

    /** What an appointment's executions of a generation were planned from, but for those that were cancelled. */
    private static final String PREVIOUS = """
            SELECT DISTINCT e.workflow_id, e.step_key, e.trigger, e.event_id, e.event_time
            FROM execution e
            LEFT JOIN outcome o ON o.firm_id = e.firm_id AND o.execution_id = e.id
            WHERE e.firm_id = ? AND e.appointment_id = ? AND e.generation = ? AND e.tie <> 'event'
                AND (o.status IS NULL OR o.status <> 'cancelled')
            """;

    private final Database database;
    private final ObjectMapper json;
    private final Actions actions;
    private final AuditTrail audit;

    ExecutionPlans(Database database, ObjectMapper json, Actions actions, AuditTrail audit) {
        this.database = database;
        this.json = json;
        this.actions = actions;
        this.audit = audit;
    }

    /**
     * What planning wrote: executions that wait, and such that ended as they were planned.
     *
     * @param earliest when the first one that waits is due
     */
    public record Written(int plans, int skips, Optional<Instant> earliest) {}

    /** A withdrawn execution with what it was planned from; one that had started is only marked. */
    record Withdrawn(
            UUID appointmentId,
            String stepKey,
            Trigger trigger,
            int generation,
            String eventId,
            Instant eventTime,
            Tie tie,
            @Nullable String traceparent,
            @Nullable Running running) {

        boolean started() {
            return running != null;
        }
    }

    /**
     * A withdrawn execution whose try had begun.
     *
     * @param known whether an earlier withdrawal has left its mark already
     */
    record Running(
            UUID executionId,
            UUID workflowId,
            String workflowName,
            int workflowVersion,
            String actionType,
            Instant startedAt,
            boolean known) {}

    /** A time-tied step that an appointment's previous generation had an execution of. */
    public record Earlier(UUID workflowId, String stepKey, Trigger trigger, String eventId, Instant eventTime) {}

    /** The key under which a transaction's advisory lock keeps intake of a firm and changes of its workflows apart. */
    public static long lockKey(UUID firmId) {
        return firmId.getMostSignificantBits() ^ firmId.getLeastSignificantBits() ^ LOCK_NAMESPACE;
    }

    /** The time-tied steps whose execution of this generation was not cancelled. */
    public List<Earlier> ofGeneration(UUID firmId, UUID appointmentId, int generation) {
        return database.query(
                PREVIOUS,
                row -> new Earlier(
                        row.uuid("workflow_id"),
                        row.text("step_key"),
                        Trigger.of(row.text("trigger")),
                        row.text("event_id"),
                        row.instant("event_time")),
                firmId,
                appointmentId,
                generation);
    }

    /** Keeps the firm's intake and other changes of its workflows out until this transaction ends. */
    void lockForChange(UUID firmId) {
        database.query("SELECT pg_advisory_xact_lock(?) IS NULL AS locked", row -> row.bool("locked"), lockKey(firmId));
    }

    /** Writes a plan in one statement. What meets an identity that exists is left out. */
    public Written write(UUID firmId, List<Planned> planned, Instant now) {
        if (planned.isEmpty()) {
            return new Written(0, 0, Optional.empty());
        }
        return database.query(
                        WRITE,
                        row -> new Written(
                                row.integer("plans"),
                                row.integer("skips"),
                                row.integer("plans") == 0 ? Optional.empty() : earliest(planned)),
                        toJson(planned),
                        firmId,
                        firmId,
                        firmId,
                        firmId,
                        firmId,
                        now)
                .getFirst();
    }

    private static Optional<Instant> earliest(List<Planned> planned) {
        return planned.stream()
                .filter(Planned::waits)
                .map(Planned::scheduledFor)
                .min(Comparator.naturalOrder());
    }

    /** Withdraws what an appointment's executions of these ties wait for. The appointment's row is locked already. */
    public void withdrawAppointment(UUID firmId, UUID appointmentId, Set<Tie> ties, Reason reason, Instant now) {
        String[] codes = ties.stream().map(Tie::code).toArray(String[]::new);
        withdraw(OF_APPOINTMENT, firmId, appointmentId, codes, reason, now);
    }

    /** Withdraws what waits of these steps of a workflow. */
    List<Withdrawn> withdrawSteps(UUID firmId, UUID workflowId, Set<String> stepKeys, Reason reason, Instant now) {
        return unstarted(withdraw(OF_STEPS, firmId, workflowId, stepKeys.toArray(String[]::new), reason, now));
    }

    /** Withdraws all that waits of a workflow. */
    int withdrawWorkflow(UUID firmId, UUID workflowId, Reason reason, Instant now) {
        return unstarted(withdraw(OF_WORKFLOW, firmId, workflowId, null, reason, now))
                .size();
    }

    /** Withdraws one execution; empty where it neither waits nor runs. */
    Optional<Withdrawn> withdrawExecution(UUID firmId, UUID executionId, Reason reason, Instant now) {
        return withdraw(OF_ONE, firmId, executionId, null, reason, now).stream().findFirst();
    }

    private static List<Withdrawn> unstarted(List<Withdrawn> withdrawn) {
        return withdrawn.stream().filter(one -> !one.started()).toList();
    }

    private List<Withdrawn> withdraw(
            String scope, UUID firmId, UUID scopeId, String @Nullable [] keys, Reason reason, Instant now) {
        String code = reason.code();
        Object[] rest = {firmId, code, now, firmId, firmId, firmId, code, now, firmId};
        Object[] head = keys == null ? new Object[] {firmId, scopeId} : new Object[] {firmId, scopeId, keys};
        Object[] parameters = new Object[head.length + rest.length];
        System.arraycopy(head, 0, parameters, 0, head.length);
        System.arraycopy(rest, 0, parameters, head.length, rest.length);
        List<Withdrawn> withdrawn = database.query(WITHDRAW.formatted(scope), ExecutionPlans::withdrawn, parameters);
        withdrawn.forEach(one -> noteTooLate(firmId, one, reason, now));
        return withdrawn;
    }

    /** The try had begun: its result decides, and the appointment's history says so. */
    private void noteTooLate(UUID firmId, Withdrawn withdrawn, Reason reason, Instant now) {
        Running running = withdrawn.running();
        if (running == null || running.known()) {
            return;
        }
        Map<String, Object> metadata = Map.of(
                "workflow_id", running.workflowId(),
                "workflow_name", running.workflowName(),
                "workflow_version", running.workflowVersion(),
                "action_type", running.actionType(),
                "execution_id", running.executionId(),
                "reason", reason.code(),
                "result_summary", "already being sent at " + running.startedAt());
        audit.note(
                firmId,
                Origin.ENGINE,
                new Fact(
                        "withdrawn_too_late",
                        "appointment",
                        withdrawn.appointmentId().toString(),
                        now,
                        metadata));
    }

    private static Withdrawn withdrawn(Row row) throws SQLException {
        return new Withdrawn(
                row.uuid("appointment_id"),
                row.text("step_key"),
                Trigger.of(row.text("trigger")),
                row.integer("generation"),
                row.text("event_id"),
                row.instant("event_time"),
                Tie.of(row.text("tie")),
                row.textOrNull("traceparent"),
                row.bool("started")
                        ? new Running(
                                row.uuid("execution_id"),
                                row.uuid("workflow_id"),
                                row.text("workflow_name"),
                                row.integer("workflow_version"),
                                row.text("action_type"),
                                row.instant("started_at"),
                                row.bool("known"))
                        : null);
    }

    private String toJson(List<Planned> planned) {
        ArrayNode rows = json.createArrayNode();
        for (Planned one : planned) {
            Reason ended = one.ended();
            rows.addObject()
                    .put("id", one.id().toString())
                    .put("workflow_id", one.workflowId().toString())
                    .put("workflow_version", one.workflowVersion())
                    .put("step_key", one.stepKey())
                    .put("step", one.step())
                    .put("action_type", one.actionType())
                    .put("appointment_id", one.appointmentId().toString())
                    .put("event_id", one.eventId())
                    .put("event_time", one.eventTime().toString())
                    .put("trigger", one.trigger().code())
                    .put("generation", one.generation())
                    .put("recipient", one.recipient())
                    .put("tie", one.tie().code())
                    .put("scheduled_for", one.scheduledFor().toString())
                    .put("expires_at", one.expiresAt().toString())
                    .put("channel", actions.channel(one.actionType()))
                    .put("traceparent", one.traceparent())
                    .put("status", ended == null ? "pending" : ended.status().code())
                    .put("reason", ended == null ? null : ended.code());
        }
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
