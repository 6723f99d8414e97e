package io.punctual.workflow.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.RoundTrip;
import io.punctual.workflow.action.Actions;
import io.punctual.workflow.appointment.AppointmentKey;
import io.punctual.workflow.appointment.Trigger;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The statements that plan executions. All run inside their caller's transaction. */
@ApplicationScoped
public class ExecutionPlans {
    /** Keys the advisory locks of this purpose, so that they meet no others. */
    private static final long LOCK_NAMESPACE = 0x506c616e6e696e67L;

    private static final String WRITE = """
            WITH plan AS MATERIALIZED (
                SELECT * FROM jsonb_to_recordset(?::jsonb) AS p(firm_id uuid, id uuid, workflow_id uuid, workflow_version int,
                    step_key text, step int, action_type text, appointment_id uuid, event_id text,
                    event_time timestamptz, trigger text, generation int, recipient text, tie text,
                    scheduled_for timestamptz, expires_at timestamptz, channel text, traceparent text, status text,
                    reason text)
            ), known AS (
                SELECT p.id FROM plan p CROSS JOIN LATERAL (
                    SELECT FROM execution_identity i
                    WHERE i.firm_id = p.firm_id AND i.appointment_id = p.appointment_id AND i.workflow_id = p.workflow_id
                        AND i.step_key = p.step_key AND i.trigger = p.trigger AND i.generation = p.generation
                        AND i.recipient = p.recipient LIMIT 1) i
                WHERE p.status <> 'pending'
            ), identity AS (
                INSERT INTO execution_identity (firm_id, appointment_id, workflow_id, step_key, trigger, generation,
                    recipient, execution_id)
                SELECT firm_id, appointment_id, workflow_id, step_key, trigger, generation, recipient, id
                FROM plan WHERE status = 'pending'
                ON CONFLICT DO NOTHING RETURNING execution_id
            ), planned AS (
                SELECT p.* FROM plan p WHERE p.id IN (SELECT execution_id FROM identity)
                UNION ALL
                SELECT p.* FROM plan p WHERE p.status <> 'pending' AND p.id NOT IN (SELECT id FROM known)
            ), written AS (
                INSERT INTO execution (firm_id, id, workflow_id, workflow_version, step_key, step, action_type,
                    appointment_id, event_id, event_time, trigger, generation, recipient, tie, scheduled_for, traceparent)
                SELECT firm_id, id, workflow_id, workflow_version, step_key, step, action_type, appointment_id, event_id,
                    event_time, trigger, generation, recipient, tie, scheduled_for, traceparent FROM planned
            ), waits AS (
                INSERT INTO due (firm_id, execution_id, scheduled_for, expires_at, channel)
                SELECT firm_id, id, scheduled_for, expires_at, channel FROM planned WHERE status = 'pending'
            ), ended AS (
                INSERT INTO outcome (firm_id, execution_id, workflow_id, workflow_version, status, reason, attempt,
                    finished_at)
                SELECT firm_id, id, workflow_id, workflow_version, status, reason, 0, ? FROM planned WHERE status <> 'pending'
            )
            SELECT count(*) FILTER (WHERE status = 'pending') AS plans,
                   count(*) FILTER (WHERE status <> 'pending') AS skips FROM planned
            """;

    /** What appointments' executions of their generation were planned from, but for those that were cancelled. */
    private static final String OF_GENERATION = """
            SELECT DISTINCT e.firm_id, e.appointment_id, e.workflow_id, e.step_key, e.trigger, e.event_id, e.event_time
            FROM unnest(?::uuid[], ?::uuid[]) AS g(firm_id, id)
            CROSS JOIN LATERAL (SELECT * FROM appointment a WHERE a.firm_id = g.firm_id AND a.id = g.id LIMIT 1) a
            CROSS JOIN LATERAL (
                SELECT * FROM execution e
                WHERE e.firm_id = a.firm_id AND e.appointment_id = a.id AND e.generation = a.generation AND e.tie <> 'event'
                OFFSET 0) e
            LEFT JOIN LATERAL (
                SELECT status FROM outcome o WHERE o.firm_id = e.firm_id AND o.execution_id = e.id LIMIT 1
            ) o ON true
            WHERE (o.status IS NULL OR o.status <> 'cancelled')
            """;

    private final Database database;
    private final ObjectMapper json;
    private final Actions actions;

    ExecutionPlans(Database database, ObjectMapper json, Actions actions) {
        this.database = database;
        this.json = json;
        this.actions = actions;
    }

    /**
     * What planning wrote: executions that wait, and such that ended as they were planned.
     *
     * @param earliest when the first one that waits is due
     */
    public record Written(int plans, int skips, Optional<Instant> earliest) {}

    /** A time-tied step that an appointment's previous generation had an execution of. */
    public record Earlier(
            AppointmentKey appointment,
            UUID workflowId,
            String stepKey,
            Trigger trigger,
            String eventId,
            Instant eventTime) {}

    /** The key under which a transaction's advisory lock keeps intake of a firm and changes of its workflows apart. */
    public static long lockKey(UUID firmId) {
        return firmId.getMostSignificantBits() ^ firmId.getLeastSignificantBits() ^ LOCK_NAMESPACE;
    }

    /** The time-tied steps whose execution of their appointment's present generation was not cancelled; once the trip was sent. */
    public Supplier<List<Earlier>> ofGeneration(RoundTrip trip, List<AppointmentKey> appointments) {
        if (appointments.isEmpty()) {
            return List::of;
        }
        return trip.query(
                OF_GENERATION,
                row -> new Earlier(
                        new AppointmentKey(row.uuid("firm_id"), row.uuid("appointment_id")),
                        row.uuid("workflow_id"),
                        row.text("step_key"),
                        Trigger.of(row.text("trigger")),
                        row.text("event_id"),
                        row.instant("event_time")),
                AppointmentKey.firms(appointments),
                AppointmentKey.ids(appointments))::all;
    }

    /** Keeps the firm's intake and other changes of its workflows out until this transaction ends. */
    void lockForChange(UUID firmId) {
        database.query("SELECT pg_advisory_xact_lock(?) IS NULL AS locked", row -> row.bool("locked"), lockKey(firmId));
    }

    /** Writes a plan in one statement. What meets an identity that exists is left out. */
    public Written write(UUID firmId, List<Planned> planned, Instant now) {
        RoundTrip trip = database.roundTrip();
        Supplier<Written> written = write(trip, Map.of(firmId, planned), now);
        trip.send();
        return written.get();
    }

    /** The same for several firms, together with other statements; the count is known once the trip was sent. */
    public Supplier<Written> write(RoundTrip trip, Map<UUID, List<Planned>> byFirm, Instant now) {
        List<Planned> planned = byFirm.values().stream().flatMap(List::stream).toList();
        if (planned.isEmpty()) {
            return () -> new Written(0, 0, Optional.empty());
        }
        RoundTrip.Rows<Written> written = trip.query(
                WRITE,
                row -> new Written(
                        row.integer("plans"),
                        row.integer("skips"),
                        row.integer("plans") == 0 ? Optional.empty() : earliest(planned)),
                toJson(byFirm),
                now);
        return () -> written.all().getFirst();
    }

    private static Optional<Instant> earliest(List<Planned> planned) {
        return planned.stream()
                .filter(Planned::waits)
                .map(Planned::scheduledFor)
                .min(Comparator.naturalOrder());
    }

    private String toJson(Map<UUID, List<Planned>> byFirm) {
        ArrayNode rows = json.createArrayNode();
        byFirm.forEach((firmId, planned) -> planned.forEach(one -> put(rows.addObject(), firmId, one)));
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(ObjectNode row, UUID firmId, Planned one) {
        Reason ended = one.ended();
        row.put("firm_id", firmId.toString())
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
}
