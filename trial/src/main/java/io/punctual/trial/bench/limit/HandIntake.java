package io.punctual.trial.bench.limit;

import io.punctual.ground.id.Ids;
import io.punctual.trial.bench.data.Event;
import io.punctual.trial.bench.data.Owner;
import io.punctual.trial.bench.data.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What taking an event has to do to the database, as one statement: note it, project it, plan three executions, audit it. */
public final class HandIntake {
    private static final String TAKE = """
            WITH event AS MATERIALIZED (
                SELECT ?::uuid AS firm_id, ?::text AS id, ?::uuid AS appointment_id, ?::jsonb AS data, ?::uuid[] AS ids
            ), fresh AS (
                INSERT INTO received_event (firm_id, source, id, body_hash, type, appointment_id, sequence, event_time,
                    received_at)
                SELECT firm_id, 'urn:punctual:appointments', id, sha256(id::bytea), 'io.punctual.appointment.created',
                    appointment_id, 1, now(), now()
                FROM event
                ON CONFLICT DO NOTHING RETURNING firm_id, id, appointment_id
            ), known AS (
                INSERT INTO appointment AS a (firm_id, id, sequence, status, generation, appointment_type, start_time,
                    end_time, snapshot, seen)
                SELECT f.firm_id, f.appointment_id, 1, 'requested', 0,
                    (data #>> '{appointment,appointment_type,id}')::uuid,
                    (data #>> '{appointment,start_time}')::timestamptz,
                    (data #>> '{appointment,end_time}')::timestamptz, data,
                    jsonb_build_object('appointment_created', jsonb_build_object('id', f.id, 'time', now()))
                FROM fresh f, event
                ON CONFLICT (firm_id, id) DO UPDATE SET sequence = excluded.sequence, snapshot = excluded.snapshot
            ), planned AS MATERIALIZED (
                SELECT f.firm_id, (event.ids)[1 + s.position] AS id, w.id AS workflow_id, w.version, s.key, s.position, s.action_type,
                    'task' AS channel, f.appointment_id, f.id AS event_id, s.recipient,
                    now() + make_interval(mins => s.delay_minutes) AS scheduled_for,
                    now() + make_interval(mins => s.delay_minutes) + interval '1 day' AS expires_at
                FROM event CROSS JOIN fresh f
                JOIN workflow w ON w.firm_id = f.firm_id AND w.status = 'active' AND w.deleted_at IS NULL
                JOIN workflow_version v ON v.firm_id = w.firm_id AND v.workflow_id = w.id AND v.version = w.version
                    AND v.trigger = 'appointment_created'
                JOIN workflow_step s ON s.firm_id = w.firm_id AND s.workflow_id = w.id AND s.version = w.version
            ), identity AS (
                INSERT INTO execution_identity (firm_id, appointment_id, workflow_id, step_key, trigger, generation,
                    recipient, execution_id)
                SELECT firm_id, appointment_id, workflow_id, key, 'appointment_created', 0, recipient, id FROM planned
                ON CONFLICT DO NOTHING
            ), written AS (
                INSERT INTO execution (firm_id, id, workflow_id, workflow_version, step_key, step, action_type,
                    appointment_id, event_id, event_time, trigger, generation, recipient, tie, scheduled_for)
                SELECT firm_id, id, workflow_id, version, key, position, action_type, appointment_id, event_id, now(),
                    'appointment_created', 0, recipient, 'event', scheduled_for
                FROM planned
            ), waits AS (
                INSERT INTO due (%s) SELECT %s FROM planned
            )
            INSERT INTO audit_event (firm_id, id, event_type, object_type, object_id, actor, occurred_at, metadata)
            SELECT f.firm_id, ids[4], 'event_received', 'appointment', f.appointment_id::text,
                'urn:punctual:appointments', now(), jsonb_build_object('event_id', f.id, 'sequence', 1)
            FROM fresh f, event
            """.formatted(Rows.DUE_COLUMNS, Rows.DUE_VALUES);

    private final Owner owner;

    /** In the service's own tables. */
    public HandIntake(Owner owner) {
        this.owner = owner;
    }

    /** Takes events one after the other, each in a transaction of its own, on one connection. */
    public void take(List<Event> events) throws SQLException {
        try (Connection connection = owner.connection();
                PreparedStatement statement = connection.prepareStatement(TAKE)) {
            for (Event event : events) {
                statement.setObject(1, event.firmId());
                statement.setString(2, event.id());
                statement.setObject(3, event.appointmentId());
                statement.setString(4, event.data());
                Owner.bind(statement, 5, Stream.generate(Ids::next).limit(4).toArray(UUID[]::new));
                if (statement.executeUpdate() != 1) {
                    throw new IllegalStateException("An event was not taken");
                }
            }
        }
    }
}
