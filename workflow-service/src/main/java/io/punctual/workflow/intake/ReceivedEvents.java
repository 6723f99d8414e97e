package io.punctual.workflow.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.id.Ids;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.RoundTrip;
import io.punctual.workflow.appointment.AppointmentKey;
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
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Remembers events and what they say of their appointments: many together, at most one of each appointment. All statements run
 * inside their caller's transaction. Rows are made and locked in the order of their keys, events before appointments, so that
 * groups of several replicas never wait in a circle.
 */
@ApplicationScoped
class ReceivedEvents {
    /** Waits until nobody changes the firm's workflows, and keeps changes out until the transaction ends. */
    private static final String WAIT_FOR_CHANGES = "SELECT pg_advisory_xact_lock_shared(?)";

    /**
     * Keeps changes of the firms' workflows out, notes events, and makes the appointments that nothing was known of, as they are after
     * their event. An event or an appointment that another transaction is making is waited for; a change of workflows is not, because
     * it may take long and other firms' events would wait too: nothing is noted then.
     */
    private static final String NOTE = """
            WITH given AS MATERIALIZED (
                SELECT g.*, pg_try_advisory_xact_lock_shared(g.lock_key) AS free
                FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::bigint[],
                    ?::timestamptz[], ?::text[], ?::int[], ?::uuid[], ?::timestamptz[], ?::timestamptz[], ?::text[],
                    ?::text[], ?::int[])
                    AS g(firm_id, lock_key, source, id, body_hash, type, appointment_id, sequence, event_time, status,
                        generation, appointment_type, start_time, end_time, snapshot, seen, confirmed_generation)
            ), fresh AS (
                INSERT INTO received_event (firm_id, source, id, body_hash, type, appointment_id, sequence, event_time,
                    received_at)
                SELECT firm_id, source, id, decode(body_hash, 'hex'), type, appointment_id, sequence, event_time, ?
                FROM given WHERE free ORDER BY firm_id, source, id
                ON CONFLICT DO NOTHING RETURNING firm_id, appointment_id
            ), made AS (
                INSERT INTO appointment (firm_id, id, sequence, status, generation, appointment_type, start_time,
                    end_time, snapshot, seen, confirmed_generation)
                SELECT g.firm_id, g.appointment_id, g.sequence, g.status, g.generation, g.appointment_type, g.start_time,
                    g.end_time, g.snapshot::jsonb, g.seen::jsonb, g.confirmed_generation
                FROM given g JOIN fresh f ON f.firm_id = g.firm_id AND f.appointment_id = g.appointment_id
                ORDER BY g.firm_id, g.appointment_id
                ON CONFLICT DO NOTHING RETURNING firm_id, id
            )
            SELECT g.firm_id, g.appointment_id, g.free, f.appointment_id IS NOT NULL AS fresh, m.id IS NOT NULL AS made
            FROM given g LEFT JOIN fresh f ON f.firm_id = g.firm_id AND f.appointment_id = g.appointment_id
            LEFT JOIN made m ON m.firm_id = g.firm_id AND m.id = g.appointment_id
            """;

    /**
     * Its snapshot is newer than what {@link #NOTE} waited for. Whoever changes workflows may hold appointments' rows: where that
     * kept a firm's events from being noted, they are not waited for either. Those that this transaction has made are locked and known.
     */
    private static final String LOCK = """
            WITH free AS MATERIALIZED (
                SELECT firm_id, id FROM unnest(?::uuid[], ?::bigint[], ?::uuid[]) AS g(firm_id, lock_key, id)
                WHERE pg_try_advisory_xact_lock_shared(lock_key) ORDER BY firm_id, id
            )
            SELECT a.firm_id, %s FROM free g CROSS JOIN LATERAL (
                SELECT * FROM appointment a WHERE a.firm_id = g.firm_id AND a.id = g.id
                    AND a.xmin <> pg_current_xact_id()::xid FOR UPDATE) a
            """.formatted(AppointmentRows.COLUMNS);

    private static final String HASHES = """
            SELECT r.firm_id, r.source, r.id, r.body_hash
            FROM unnest(?::uuid[], ?::text[], ?::text[]) AS g(firm_id, source, id) CROSS JOIN LATERAL (
                SELECT * FROM received_event r WHERE r.firm_id = g.firm_id AND r.source = g.source AND r.id = g.id LIMIT 1) r
            """;

    private static final String APPLY = """
            UPDATE appointment a SET sequence = g.sequence, status = g.status, generation = g.generation,
                appointment_type = g.appointment_type, start_time = g.start_time, end_time = g.end_time,
                snapshot = coalesce(g.snapshot::jsonb, a.snapshot), seen = g.seen::jsonb,
                confirmed_generation = g.confirmed_generation
            FROM unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::text[], ?::int[], ?::uuid[], ?::timestamptz[],
                ?::timestamptz[], ?::text[], ?::text[], ?::int[])
                AS g(firm_id, id, sequence, status, generation, appointment_type, start_time, end_time, snapshot, seen,
                    confirmed_generation)
            WHERE a.firm_id = ANY (ARRAY[g.firm_id]) AND a.id = g.id
            """;

    private static final String AUDIT = """
            INSERT INTO audit_event (firm_id, id, event_type, object_type, object_id, actor, occurred_at, metadata)
            SELECT firm_id, id, 'event_received', 'appointment', object_id, actor, ?, metadata::jsonb
            FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[]) AS g(firm_id, id, object_id, actor, metadata)
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
        UUID firmId() {
            return event.firmId();
        }

        AppointmentKey appointment() {
            return event.appointment();
        }

        KnownAppointment after() {
            return effect.after();
        }
    }

    /**
     * What noting an event came to.
     *
     * @param free whether its firm let it in; else it is neither new nor known
     * @param fresh whether it is new
     * @param made whether nothing was known of its appointment
     */
    private record Note(AppointmentKey appointment, boolean free, boolean fresh, boolean made) {}

    private record Locked(AppointmentKey key, KnownAppointment appointment) {}

    /** What was found of a group, to be asked once its round trip was sent. */
    record Noted(RoundTrip.Rows<Note> notes, RoundTrip.Rows<Locked> locked) {

        /** The appointments whose firm held their event up. */
        Set<AppointmentKey> heldUp() {
            return notes.all().stream()
                    .filter(note -> !note.free())
                    .map(Note::appointment)
                    .collect(Collectors.toSet());
        }

        /** The new events, by appointment, each with what was known before it: nothing where its appointment was made. */
        Map<AppointmentKey, Optional<KnownAppointment>> before() {
            Map<AppointmentKey, KnownAppointment> known =
                    locked.all().stream().collect(Collectors.toMap(Locked::key, Locked::appointment));
            Map<AppointmentKey, Optional<KnownAppointment>> before = new HashMap<>();
            for (Note note : notes.all()) {
                AppointmentKey key = note.appointment();
                if (note.fresh()) {
                    before.put(
                            key, note.made() ? Optional.empty() : Optional.of(Objects.requireNonNull(known.get(key))));
                }
            }
            return before;
        }
    }

    /** Waits until nobody changes the firm's workflows, before {@link #note}. */
    void waitForChanges(RoundTrip trip, UUID firmId) {
        trip.run(WAIT_FOR_CHANGES, ExecutionPlans.lockKey(firmId));
    }

    /**
     * Keeps workflow changes of the firms out, notes events, and makes or locks their appointments.
     *
     * @param group with what each does where nothing was known of its appointment
     */
    Noted note(RoundTrip trip, List<Effective> group, Instant now) {
        UUID[] firms = column(group, UUID[]::new, Effective::firmId);
        Long[] lockKeys = column(group, Long[]::new, one -> ExecutionPlans.lockKey(one.firmId()));
        UUID[] ids = ids(group);
        return new Noted(
                trip.query(
                        NOTE,
                        row -> new Note(
                                new AppointmentKey(row.uuid("firm_id"), row.uuid("appointment_id")),
                                row.bool("free"),
                                row.bool("fresh"),
                                row.bool("made")),
                        firms,
                        lockKeys,
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
                        now),
                trip.query(
                        LOCK,
                        row -> new Locked(
                                new AppointmentKey(row.uuid("firm_id"), row.uuid("id")), appointments.read(row)),
                        firms,
                        lockKeys,
                        ids));
    }

    /** The bodies that events were taken with before. */
    Map<EventKey, BodyHash> hashesOf(List<LifecycleEvent> events) {
        Map<EventKey, BodyHash> hashes = new HashMap<>();
        database.query(
                        HASHES,
                        row -> Map.entry(
                                new EventKey(row.uuid("firm_id"), row.text("source"), row.text("id")),
                                BodyHash.of(row.bytes("body_hash"))),
                        column(events, UUID[]::new, LifecycleEvent::firmId),
                        column(events, String[]::new, LifecycleEvent::source),
                        column(events, String[]::new, LifecycleEvent::id))
                .forEach(entry -> hashes.put(entry.getKey(), entry.getValue()));
        return hashes;
    }

    /** Writes what is known after events of appointments that something was known of; a snapshot where it is now the newest. */
    void apply(RoundTrip trip, List<Effective> events) {
        trip.run(
                APPLY,
                column(events, UUID[]::new, Effective::firmId),
                ids(events),
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
                column(events, Integer[]::new, one -> one.after().confirmedGeneration()));
    }

    /** Takes down in the audit that events were received. */
    void audit(RoundTrip trip, List<Effective> events, Instant now) {
        trip.run(
                AUDIT,
                now,
                column(events, UUID[]::new, Effective::firmId),
                column(events, UUID[]::new, _ -> Ids.next()),
                column(events, String[]::new, one -> one.event().appointmentId().toString()),
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

    private static UUID[] ids(List<Effective> events) {
        return column(events, UUID[]::new, one -> one.event().appointmentId());
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
