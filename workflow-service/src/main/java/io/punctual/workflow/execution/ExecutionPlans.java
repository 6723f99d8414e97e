package io.punctual.workflow.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.RoundTrip;
import io.punctual.workflow.appointment.Trigger;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
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
                    scheduled_for timestamptz, expires_at timestamptz, traceparent text, status text, reason text)
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
                INSERT INTO due (firm_id, execution_id, scheduled_for, expires_at)
                SELECT ?, id, scheduled_for, expires_at FROM planned WHERE status = 'pending'
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
                SELECT d.execution_id, d.started, d.attempt, e.workflow_id, e.workflow_version, e.appointment_id,
                    e.step_key, e.trigger, e.generation, e.recipient, e.event_id, e.event_time, e.tie, e.traceparent
                FROM %s
                ORDER BY d.execution_id FOR UPDATE OF d
            ), gone AS (
                DELETE FROM due d USING target t
                WHERE d.firm_id = ? AND d.execution_id = t.execution_id AND NOT t.started
            ), marked AS (
                UPDATE due d SET withdrawn_reason = ? FROM target t
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
            SELECT appointment_id, step_key, trigger, generation, event_id, event_time, tie, traceparent, started
            FROM target
            """;

    private static final String OF_APPOINTMENTS = """
            execution_identity i
                JOIN execution e ON e.firm_id = i.firm_id AND e.id = i.execution_id
                JOIN due d ON d.firm_id = i.firm_id AND d.execution_id = i.execution_id
                WHERE i.firm_id = ? AND i.appointment_id = ANY (?) AND e.tie = ANY (?)""";

    private static final String LOCK_WAITING = """
            SELECT d.execution_id FROM execution_identity i
            JOIN due d ON d.firm_id = i.firm_id AND d.execution_id = i.execution_id
            WHERE i.firm_id = ? AND i.appointment_id = ANY (?)
            ORDER BY d.execution_id FOR UPDATE OF d
            """;

    private static final String OF_STEPS = """
            due d JOIN execution e ON e.firm_id = d.firm_id AND e.id = d.execution_id
                WHERE d.firm_id = ? AND e.workflow_id = ? AND e.step_key = ANY (?)""";

    private static final String OF_WORKFLOW = """
            due d JOIN execution e ON e.firm_id = d.firm_id AND e.id = d.execution_id
                WHERE d.firm_id = ? AND e.workflow_id = ?""";

    private static final String OF_ONE = """
            due d JOIN execution e ON e.firm_id = d.firm_id AND e.id = d.execution_id
                WHERE d.firm_id = ? AND d.execution_id = ?""";

    /** What appointments' executions of their generation were planned from, but for those that were cancelled. */
    private static final String OF_GENERATION = """
            SELECT DISTINCT e.appointment_id, e.workflow_id, e.step_key, e.trigger, e.event_id, e.event_time
            FROM appointment a
            JOIN execution e ON e.firm_id = a.firm_id AND e.appointment_id = a.id AND e.generation = a.generation
            LEFT JOIN outcome o ON o.firm_id = e.firm_id AND o.execution_id = e.id
            WHERE a.firm_id = ? AND a.id = ANY (?) AND e.tie <> 'event'
                AND (o.status IS NULL OR o.status <> 'cancelled')
            """;

    private final Database database;
    private final ObjectMapper json;

    ExecutionPlans(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** What planning wrote: executions that wait, and such that ended as they were planned. */
    public record Written(int plans, int skips) {}

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
            boolean started) {}

    /** A time-tied step that an appointment's previous generation had an execution of. */
    public record Earlier(
            UUID appointmentId, UUID workflowId, String stepKey, Trigger trigger, String eventId, Instant eventTime) {}

    /** The key under which a transaction's advisory lock keeps intake of a firm and changes of its workflows apart. */
    public static long lockKey(UUID firmId) {
        return firmId.getMostSignificantBits() ^ firmId.getLeastSignificantBits() ^ LOCK_NAMESPACE;
    }

    /** The time-tied steps whose execution of their appointment's present generation was not cancelled; once the trip was sent. */
    public Supplier<List<Earlier>> ofGeneration(RoundTrip trip, UUID firmId, List<UUID> appointmentIds) {
        if (appointmentIds.isEmpty()) {
            return List::of;
        }
        return trip.query(
                OF_GENERATION,
                row -> new Earlier(
                        row.uuid("appointment_id"),
                        row.uuid("workflow_id"),
                        row.text("step_key"),
                        Trigger.of(row.text("trigger")),
                        row.text("event_id"),
                        row.instant("event_time")),
                firmId,
                appointmentIds.toArray(UUID[]::new))::all;
    }

    /** Keeps the firm's intake and other changes of its workflows out until this transaction ends. */
    void lockForChange(UUID firmId) {
        database.query("SELECT pg_advisory_xact_lock(?) IS NULL AS locked", row -> row.bool("locked"), lockKey(firmId));
    }

    /** Writes a plan in one statement. What meets an identity that exists is left out. */
    public Written write(UUID firmId, List<Planned> planned, Instant now) {
        RoundTrip trip = database.roundTrip();
        Supplier<Written> written = write(trip, firmId, planned, now);
        trip.send();
        return written.get();
    }

    /** The same together with other statements; the count is known once the trip was sent. */
    public Supplier<Written> write(RoundTrip trip, UUID firmId, List<Planned> planned, Instant now) {
        if (planned.isEmpty()) {
            return () -> new Written(0, 0);
        }
        RoundTrip.Rows<Written> written = trip.query(
                WRITE,
                row -> new Written(row.integer("plans"), row.integer("skips")),
                toJson(planned),
                firmId,
                firmId,
                firmId,
                firmId,
                firmId,
                now);
        return () -> written.all().getFirst();
    }

    /** Withdraws what appointments' executions of these ties wait for. The appointments' rows are locked already. */
    public void withdrawAppointments(
            RoundTrip trip, UUID firmId, List<UUID> appointmentIds, Set<Tie> ties, Reason reason, Instant now) {
        String[] codes = ties.stream().map(Tie::code).toArray(String[]::new);
        trip.run(
                WITHDRAW.formatted(OF_APPOINTMENTS),
                withdrawal(firmId, appointmentIds.toArray(UUID[]::new), codes, reason, now));
    }

    /**
     * Locks all that waits or runs of appointments, in the order of keys that everybody locks in: to be called before more than one
     * withdrawal of a transaction.
     */
    public void lockWaiting(RoundTrip trip, UUID firmId, List<UUID> appointmentIds) {
        trip.run(LOCK_WAITING, firmId, appointmentIds.toArray(UUID[]::new));
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
        return database.query(
                WITHDRAW.formatted(scope),
                row -> new Withdrawn(
                        row.uuid("appointment_id"),
                        row.text("step_key"),
                        Trigger.of(row.text("trigger")),
                        row.integer("generation"),
                        row.text("event_id"),
                        row.instant("event_time"),
                        Tie.of(row.text("tie")),
                        row.textOrNull("traceparent"),
                        row.bool("started")),
                withdrawal(firmId, scopeId, keys, reason, now));
    }

    /** The parameters of {@link #WITHDRAW}: those of its scope come first. */
    private static Object[] withdrawal(
            UUID firmId, Object scope, String @Nullable [] keys, Reason reason, Instant now) {
        String code = reason.code();
        Object[] rest = {firmId, code, firmId, firmId, firmId, code, now};
        Object[] head = keys == null ? new Object[] {firmId, scope} : new Object[] {firmId, scope, keys};
        Object[] parameters = new Object[head.length + rest.length];
        System.arraycopy(head, 0, parameters, 0, head.length);
        System.arraycopy(rest, 0, parameters, head.length, rest.length);
        return parameters;
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
