package io.punctual.workflow.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.id.Ids;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.RoundTrip;
import io.punctual.workflow.appointment.AppointmentRows;
import io.punctual.workflow.appointment.KnownAppointment;
import io.punctual.workflow.event.BodyHash;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.execution.ExecutionPlans;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Remembers events and what they say of their appointments: those of one firm together, at most one of each appointment. All
 * statements run inside their caller's transaction. Rows are made and locked in the order of their keys, events before
 * appointments, so that groups of several replicas never wait in a circle.
 */
@ApplicationScoped
class ReceivedEvents {
    private static final String KEEP_CHANGES_OUT = "SELECT pg_advisory_xact_lock_shared(?)";

    /**
     * Notes events, and makes the appointments that nothing was known of, as they are after their event. An event or an
     * appointment that another transaction is making is waited for.
     */
    private static final String NOTE = """
            WITH given AS MATERIALIZED (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::bigint[],
                    ?::timestamptz[], ?::text[], ?::int[], ?::uuid[], ?::timestamptz[], ?::timestamptz[], ?::text[],
                    ?::text[], ?::int[])
                    AS g(source, id, body_hash, type, appointment_id, sequence, event_time, status, generation,
                        appointment_type, start_time, end_time, snapshot, seen, confirmed_generation)
            ), fresh AS (
                INSERT INTO received_event (firm_id, source, id, body_hash, type, appointment_id, sequence, event_time,
                    received_at)
                SELECT ?, source, id, decode(body_hash, 'hex'), type, appointment_id, sequence, event_time, ?
                FROM given ORDER BY source, id
                ON CONFLICT DO NOTHING RETURNING appointment_id
            ), made AS (
                INSERT INTO appointment (firm_id, id, sequence, status, generation, appointment_type, start_time,
                    end_time, snapshot, seen, confirmed_generation)
                SELECT ?, g.appointment_id, g.sequence, g.status, g.generation, g.appointment_type, g.start_time,
                    g.end_time, g.snapshot::jsonb, g.seen::jsonb, g.confirmed_generation
                FROM given g JOIN fresh f ON f.appointment_id = g.appointment_id ORDER BY g.appointment_id
                ON CONFLICT DO NOTHING RETURNING id
            )
            SELECT f.appointment_id, m.id IS NOT NULL AS made
            FROM fresh f LEFT JOIN made m ON m.id = f.appointment_id
            """;

    /** Its snapshot is newer than what {@link #NOTE} waited for. */
    private static final String LOCK = """
            SELECT %s FROM appointment a WHERE a.firm_id = ? AND a.id = ANY (?) ORDER BY a.id FOR UPDATE
            """.formatted(AppointmentRows.COLUMNS);

    private static final String HASHES = """
            SELECT r.source, r.id, r.body_hash FROM unnest(?::text[], ?::text[]) AS g(source, id)
            JOIN received_event r ON r.firm_id = ? AND r.source = g.source AND r.id = g.id
            """;

    private static final String APPLY = """
            UPDATE appointment a SET sequence = g.sequence, status = g.status, generation = g.generation,
                appointment_type = g.appointment_type, start_time = g.start_time, end_time = g.end_time,
                snapshot = coalesce(g.snapshot::jsonb, a.snapshot), seen = g.seen::jsonb,
                confirmed_generation = g.confirmed_generation
            FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::int[], ?::uuid[], ?::timestamptz[], ?::timestamptz[],
                ?::text[], ?::text[], ?::int[])
                AS g(id, sequence, status, generation, appointment_type, start_time, end_time, snapshot, seen,
                    confirmed_generation)
            WHERE a.firm_id = ? AND a.id = g.id
            """;

    private static final String AUDIT = """
            INSERT INTO audit_event (firm_id, id, event_type, object_type, object_id, actor, occurred_at, metadata)
            SELECT ?, id, 'event_received', 'appointment', object_id, actor, ?, metadata::jsonb
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) AS g(id, object_id, actor, metadata)
            """;

    private final Database database;
    private final AppointmentRows appointments;
    private final ObjectMapper json;

    ReceivedEvents(Database database, AppointmentRows appointments, ObjectMapper json) {
        this.database = database;
        this.appointments = appointments;
        this.json = json;
    }

    /** An event with what it does. */
    record Effective(LifecycleEvent event, EventRules.Effect effect) {
        UUID appointmentId() {
            return event.appointmentId();
        }

        KnownAppointment after() {
            return effect.after();
        }
    }

    /** An event that is new; {@code made} where nothing was known of its appointment. */
    record Fresh(UUID appointmentId, boolean made) {}

    /** What was found of a group, to be asked once its round trip was sent. */
    record Noted(RoundTrip.Rows<Fresh> fresh, RoundTrip.Rows<KnownAppointment> locked) {

        /** The new events, by appointment, each with what was known before it: nothing where its appointment was made. */
        Map<UUID, Optional<KnownAppointment>> before() {
            Map<UUID, KnownAppointment> known = new HashMap<>();
            locked.all().forEach(appointment -> known.put(appointment.id(), appointment));
            Map<UUID, Optional<KnownAppointment>> before = new HashMap<>();
            for (Fresh one : fresh.all()) {
                UUID id = one.appointmentId();
                before.put(id, one.made() ? Optional.empty() : Optional.of(Objects.requireNonNull(known.get(id))));
            }
            return before;
        }
    }

    /**
     * Keeps workflow changes of the firm out, notes events, and makes or locks their appointments.
     *
     * @param group with what each does where nothing was known of its appointment
     */
    Noted note(RoundTrip trip, List<Effective> group, Instant now) {
        UUID firmId = group.getFirst().event().firmId();
        UUID[] ids = column(group, UUID[]::new, Effective::appointmentId);
        trip.run(KEEP_CHANGES_OUT, ExecutionPlans.lockKey(firmId));
        return new Noted(
                trip.query(
                        NOTE,
                        row -> new Fresh(row.uuid("appointment_id"), row.bool("made")),
                        column(group, String[]::new, one -> one.event().source()),
                        column(group, String[]::new, one -> one.event().id()),
                        column(
                                group,
                                String[]::new,
                                one -> one.event().bodyHash().hex()),
                        column(group, String[]::new, one -> one.event().type().type()),
                        ids,
                        column(group, Long[]::new, one -> one.event().data().sequence()),
                        column(group, Instant[]::new, one -> one.event().time()),
                        column(group, String[]::new, one -> one.after().status().code()),
                        column(group, Integer[]::new, one -> one.after().generation()),
                        column(group, UUID[]::new, one -> one.after().appointmentType()),
                        column(group, Instant[]::new, one -> one.after().startTime()),
                        column(group, Instant[]::new, one -> one.after().endTime()),
                        column(group, String[]::new, one -> one.event().dataJson()),
                        column(group, String[]::new, one -> write(one.after().seen())),
                        column(group, Integer[]::new, one -> one.after().confirmedGeneration()),
                        firmId,
                        now,
                        firmId),
                trip.query(LOCK, appointments::read, firmId, ids));
    }

    /** The bodies that events were taken with before. */
    Map<EventKey, BodyHash> hashesOf(UUID firmId, List<LifecycleEvent> events) {
        Map<EventKey, BodyHash> hashes = new HashMap<>();
        database.query(
                        HASHES,
                        row -> Map.entry(
                                new EventKey(row.text("source"), row.text("id")), BodyHash.of(row.bytes("body_hash"))),
                        column(events, String[]::new, LifecycleEvent::source),
                        column(events, String[]::new, LifecycleEvent::id),
                        firmId)
                .forEach(entry -> hashes.put(entry.getKey(), entry.getValue()));
        return hashes;
    }

    /** Writes what is known after events of appointments that something was known of; a snapshot where it is now the newest. */
    void apply(RoundTrip trip, UUID firmId, List<Effective> events) {
        trip.run(
                APPLY,
                column(events, UUID[]::new, Effective::appointmentId),
                column(events, Long[]::new, one -> one.after().sequence()),
                column(events, String[]::new, one -> one.after().status().code()),
                column(events, Integer[]::new, one -> one.after().generation()),
                column(events, UUID[]::new, one -> one.after().appointmentType()),
                column(events, Instant[]::new, one -> one.after().startTime()),
                column(events, Instant[]::new, one -> one.after().endTime()),
                column(
                        events,
                        String[]::new,
                        one -> one.effect().newest() ? one.event().dataJson() : null),
                column(events, String[]::new, one -> write(one.after().seen())),
                column(events, Integer[]::new, one -> one.after().confirmedGeneration()),
                firmId);
    }

    /** Takes down in the audit that events were received. */
    void audit(RoundTrip trip, UUID firmId, List<Effective> events, Instant now) {
        trip.run(
                AUDIT,
                firmId,
                now,
                column(events, UUID[]::new, _ -> Ids.next()),
                column(events, String[]::new, one -> one.appointmentId().toString()),
                column(events, String[]::new, one -> one.event().source()),
                column(
                        events,
                        String[]::new,
                        one -> write(Map.of(
                                "event_id", one.event().id(),
                                "type", one.event().type().type(),
                                "sequence", one.event().data().sequence(),
                                "stale", !one.effect().newest()))));
    }

    private static <S, T> T[] column(List<S> rows, IntFunction<T[]> array, Function<S, ? extends @Nullable T> value) {
        return rows.stream().map(value).toArray(array);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
