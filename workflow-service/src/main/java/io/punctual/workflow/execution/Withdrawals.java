package io.punctual.workflow.execution;

import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.audit.Origin;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.RoundTrip;
import io.punctual.ground.sql.Row;
import io.punctual.workflow.appointment.AppointmentKey;
import io.punctual.workflow.appointment.Trigger;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Withdraws executions: what has not started ends, what has is marked, and its result decides. All inside their caller's transaction. */
@ApplicationScoped
public class Withdrawals {

    /**
     * The rows are locked whether started or not, and looked at again behind the lock: a claim that got there first has
     * made one started, and its result then decides (the mark); the others are taken away by key.
     */
    private static final String WITHDRAW = """
            WITH target AS MATERIALIZED (
                SELECT d.firm_id, d.execution_id, d.started, coalesce(d.started_at, d.lease_until) AS started_at,
                    d.withdrawn_reason IS NOT NULL AS known, d.attempt,
                    e.workflow_id, e.workflow_version, e.action_type, e.appointment_id, e.step_key, e.trigger, e.generation, e.recipient, e.event_id, e.event_time, e.tie, e.traceparent
                FROM %s
            ), gone AS (
                DELETE FROM due d USING target t
                WHERE d.firm_id = ANY (ARRAY[t.firm_id]) AND d.execution_id = t.execution_id AND NOT t.started
            ), marked AS (
                UPDATE due d SET withdrawn_reason = ?, withdrawn_at = ? FROM target t
                WHERE d.firm_id = ANY (ARRAY[t.firm_id]) AND d.execution_id = t.execution_id AND t.started AND d.withdrawn_reason IS NULL
            ), freed AS (
                DELETE FROM execution_identity i USING target t
                WHERE i.firm_id = ANY (ARRAY[t.firm_id]) AND i.appointment_id = t.appointment_id AND i.workflow_id = t.workflow_id
                    AND i.step_key = t.step_key AND i.trigger = t.trigger AND i.generation = t.generation
                    AND i.recipient = t.recipient AND NOT t.started
            ), ended AS (
                INSERT INTO outcome (firm_id, execution_id, workflow_id, workflow_version, status, reason, attempt,
                    finished_at)
                SELECT firm_id, execution_id, workflow_id, workflow_version, 'cancelled', ?, attempt, ?
                FROM target WHERE NOT started
            )
            SELECT firm_id, appointment_id, step_key, trigger, generation, event_id, event_time, tie, traceparent, started,
                started_at, known, execution_id, workflow_id, workflow_version, action_type,
                (SELECT w.name FROM workflow w WHERE t.started AND w.firm_id = t.firm_id AND w.id = t.workflow_id) AS workflow_name
            FROM target t
            """;

    private static final String IDENTITIES = """
            (SELECT i.firm_id, i.execution_id FROM unnest(?::uuid[], ?::uuid[]) AS g(firm_id, appointment_id)
                    CROSS JOIN LATERAL (
                        SELECT * FROM execution_identity i
                        WHERE i.firm_id = g.firm_id AND i.appointment_id = g.appointment_id OFFSET 0) i
                    ORDER BY i.execution_id) i""";

    private static final String OF_APPOINTMENTS = IDENTITIES + """

                CROSS JOIN LATERAL (
                    SELECT * FROM execution e
                    WHERE e.firm_id = i.firm_id AND e.id = i.execution_id AND e.tie = ANY (?) LIMIT 1) e
                CROSS JOIN LATERAL (
                    SELECT * FROM due d WHERE d.firm_id = e.firm_id AND d.execution_id = e.id FOR UPDATE) d""";

    private static final String LOCK_WAITING = "SELECT i.execution_id FROM " + IDENTITIES + """

                CROSS JOIN LATERAL (
                    SELECT FROM due d WHERE d.firm_id = i.firm_id AND d.execution_id = i.execution_id FOR UPDATE) d
            """;

    /** Row by row: the planner prices a lookup in a partitioned table as if it read every partition, and would rather read them all. */
    private static final String OF_DUE = """
            due d CROSS JOIN LATERAL (
                    SELECT * FROM execution e WHERE e.firm_id = d.firm_id AND e.id = d.execution_id LIMIT 1) e
                WHERE d.firm_id = ? AND %s
                ORDER BY d.execution_id FOR UPDATE OF d""";

    private static final String OF_STEPS = OF_DUE.formatted("e.workflow_id = ? AND e.step_key = ANY (?)");
    private static final String OF_WORKFLOW = OF_DUE.formatted("e.workflow_id = ?");
    private static final String OF_ONE = OF_DUE.formatted("d.execution_id = ?");

    private final Database database;
    private final AuditTrail audit;

    Withdrawals(Database database, AuditTrail audit) {
        this.database = database;
        this.audit = audit;
    }

    /** A withdrawn execution with what it was planned from; one that had started is only marked. */
    record Withdrawn(
            UUID firmId,
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

    /**
     * Withdraws what appointments' executions of these ties wait for, together with other statements. The appointments' rows are
     * locked already.
     *
     * @return to be run once the trip was sent: notes what could only be marked
     */
    public Runnable ofAppointments(
            RoundTrip trip, List<AppointmentKey> appointments, Set<Tie> ties, Reason reason, Instant now) {
        String[] codes = ties.stream().map(Tie::code).toArray(String[]::new);
        RoundTrip.Rows<Withdrawn> withdrawn = trip.query(
                WITHDRAW.formatted(OF_APPOINTMENTS),
                Withdrawals::withdrawn,
                parameters(reason, now, AppointmentKey.firms(appointments), AppointmentKey.ids(appointments), codes));
        return () -> withdrawn.all().forEach(one -> noteTooLate(one, reason, now));
    }

    /**
     * Locks all that waits or runs of appointments, in the order of keys that everybody locks in: to be called before more than one
     * withdrawal of a transaction.
     */
    public void lockWaiting(RoundTrip trip, List<AppointmentKey> appointments) {
        trip.run(LOCK_WAITING, AppointmentKey.firms(appointments), AppointmentKey.ids(appointments));
    }

    /** Withdraws what waits of these steps of a workflow. */
    List<Withdrawn> ofSteps(UUID firmId, UUID workflowId, Set<String> stepKeys, Reason reason, Instant now) {
        return unstarted(withdraw(OF_STEPS, reason, now, firmId, workflowId, stepKeys.toArray(String[]::new)));
    }

    /** Withdraws all that waits of a workflow. */
    int ofWorkflow(UUID firmId, UUID workflowId, Reason reason, Instant now) {
        return unstarted(withdraw(OF_WORKFLOW, reason, now, firmId, workflowId)).size();
    }

    /** Withdraws one execution; empty where it neither waits nor runs. */
    Optional<Withdrawn> ofExecution(UUID firmId, UUID executionId, Reason reason, Instant now) {
        return withdraw(OF_ONE, reason, now, firmId, executionId).stream().findFirst();
    }

    private static List<Withdrawn> unstarted(List<Withdrawn> withdrawn) {
        return withdrawn.stream().filter(one -> !one.started()).toList();
    }

    private List<Withdrawn> withdraw(String scope, Reason reason, Instant now, Object... keys) {
        List<Withdrawn> withdrawn =
                database.query(WITHDRAW.formatted(scope), Withdrawals::withdrawn, parameters(reason, now, keys));
        withdrawn.forEach(one -> noteTooLate(one, reason, now));
        return withdrawn;
    }

    /** The parameters of {@link #WITHDRAW}: those of its scope come first. */
    private static Object[] parameters(Reason reason, Instant now, Object... keys) {
        String code = reason.code();
        return Stream.concat(Stream.of(keys), Stream.of(code, now, code, now)).toArray();
    }

    /** The try had begun: its result decides, and the appointment's history says so. */
    private void noteTooLate(Withdrawn withdrawn, Reason reason, Instant now) {
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
                withdrawn.firmId(),
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
                row.uuid("firm_id"),
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
}
