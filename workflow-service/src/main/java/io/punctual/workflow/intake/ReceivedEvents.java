package io.punctual.workflow.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.id.Ids;
import io.punctual.ground.sql.Database;
import io.punctual.workflow.appointment.AppointmentRows;
import io.punctual.workflow.appointment.KnownAppointment;
import io.punctual.workflow.event.BodyHash;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.execution.ExecutionPlans;
import io.punctual.workflow.execution.Lateness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers events and what they say of their appointment. All statements run inside their caller's transaction. */
@ApplicationScoped
class ReceivedEvents {

    /**
     * One round trip: keeps workflow changes of the firm out, notes the event, renews the firm's profile where it changed,
     * and locks the appointment's row, which is made where it is new. The conflict clauses see the newest rows whatever
     * the statement's snapshot is, so that two events of one appointment queue up here. A profile that did not change is
     * not written: otherwise all events of a firm would queue up at its row.
     */
    private static final String TAKE = """
            WITH gate AS MATERIALIZED (
                SELECT pg_advisory_xact_lock_shared(?) IS NULL AS shut
            ), fresh AS (
                INSERT INTO received_event (firm_id, source, id, body_hash, type, appointment_id, sequence, event_time,
                    received_at)
                SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? FROM gate
                ON CONFLICT DO NOTHING RETURNING id
            ), profile AS (
                INSERT INTO firm (firm_id, name, time_zone, locale, profile_at)
                SELECT ?, ?, ?, ?, ? FROM gate
                ON CONFLICT (firm_id) DO UPDATE SET name = excluded.name, time_zone = excluded.time_zone,
                    locale = excluded.locale, profile_at = excluded.profile_at
                WHERE firm.profile_at < excluded.profile_at AND (firm.name, firm.time_zone, firm.locale)
                    IS DISTINCT FROM (excluded.name, excluded.time_zone, excluded.locale)
            ), settings AS (
                SELECT before_meeting_lateness_minutes, lateness_minutes FROM firm_settings WHERE firm_id = ?
            ), locked AS (
                INSERT INTO appointment AS a (firm_id, id, sequence, status, generation, appointment_type, start_time,
                    end_time, snapshot, seen)
                SELECT ?, ?, 0, ?, 0, ?, ?, ?, ?::jsonb, '{}' FROM gate
                ON CONFLICT (firm_id, id) DO UPDATE SET sequence = a.sequence
                RETURNING %s
            )
            SELECT a.*, (SELECT count(*) FROM fresh) AS fresh, s.before_meeting_lateness_minutes, s.lateness_minutes
            FROM locked a LEFT JOIN settings s ON true
            """.formatted(AppointmentRows.COLUMNS);

    private static final String APPLY = """
            WITH applied AS (
                UPDATE appointment SET sequence = ?, status = ?, generation = ?, appointment_type = ?, start_time = ?,
                    end_time = ?, snapshot = coalesce(?::jsonb, snapshot), seen = ?::jsonb, confirmed_generation = ?
                WHERE firm_id = ? AND id = ?
            )
            INSERT INTO audit_event (firm_id, id, event_type, object_type, object_id, actor, occurred_at, metadata)
            VALUES (?, ?, 'event_received', 'appointment', ?, ?, ?, ?::jsonb)
            """;

    private final Database database;
    private final AppointmentRows appointments;
    private final ObjectMapper json;

    ReceivedEvents(Database database, AppointmentRows appointments, ObjectMapper json) {
        this.database = database;
        this.appointments = appointments;
        this.json = json;
    }

    /** What was known before this event, locked, and whether the event is new. */
    record Before(boolean fresh, KnownAppointment appointment, Lateness lateness) {}

    Before take(LifecycleEvent event, Instant now) {
        var data = event.data();
        var appointment = data.appointment();
        return database.query(
                        TAKE,
                        row -> new Before(
                                row.integer("fresh") == 1,
                                appointments.read(row),
                                lateness(
                                        row.integerOrNull("before_meeting_lateness_minutes"),
                                        row.integerOrNull("lateness_minutes"))),
                        ExecutionPlans.lockKey(event.firmId()),
                        event.firmId(),
                        event.source(),
                        event.id(),
                        event.bodyHash().bytes(),
                        event.type().type(),
                        event.appointmentId(),
                        data.sequence(),
                        event.time(),
                        now,
                        event.firmId(),
                        data.firm().name(),
                        data.firm().timeZone(),
                        data.firm().locale(),
                        event.time(),
                        event.firmId(),
                        event.firmId(),
                        event.appointmentId(),
                        appointment.status().code(),
                        appointment.appointmentType().id(),
                        appointment.startTime(),
                        appointment.endTime(),
                        event.dataJson())
                .getFirst();
    }

    /** The body that an event of this id was taken with, where it was. */
    Optional<BodyHash> hashOf(LifecycleEvent event) {
        return database.first(
                "SELECT body_hash FROM received_event WHERE firm_id = ? AND source = ? AND id = ?",
                row -> BodyHash.of(row.bytes("body_hash")),
                event.firmId(),
                event.source(),
                event.id());
    }

    /** Writes what is known after the event. {@code newest} tells whether its snapshot is now the newest. */
    void apply(LifecycleEvent event, KnownAppointment after, boolean newest, Instant now) {
        database.update(
                APPLY,
                after.sequence(),
                after.status().code(),
                after.generation(),
                after.appointmentType(),
                after.startTime(),
                after.endTime(),
                newest ? event.dataJson() : null,
                write(after.seen()),
                after.confirmedGeneration(),
                event.firmId(),
                event.appointmentId(),
                event.firmId(),
                Ids.next(),
                event.appointmentId().toString(),
                event.source(),
                now,
                write(Map.of(
                        "event_id", event.id(),
                        "type", event.type().type(),
                        "sequence", event.data().sequence(),
                        "stale", !newest)));
    }

    private static Lateness lateness(@Nullable Integer beforeMeeting, @Nullable Integer other) {
        return beforeMeeting == null || other == null
                ? Lateness.DEFAULT
                : new Lateness(Duration.ofMinutes(beforeMeeting), Duration.ofMinutes(other));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
