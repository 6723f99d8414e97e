package io.punctual.workflow.execution;

import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.Row;
import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.audit.RemovedOutcome;
import io.punctual.workflow.audit.SealedRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** The statements of a person's retry. All run inside their caller's transaction. */
@ApplicationScoped
class EndedExecutions {

    /** The appointment's row is locked, so that no event of it comes between the checks and the retry. */
    private static final String LOCK = """
            SELECT o.status, o.reason, e.trigger, e.generation, e.tie, w.deleted_at IS NOT NULL AS deleted,
                w.status = 'active' AS active,
                EXISTS (SELECT FROM workflow_step s WHERE s.firm_id = w.firm_id AND s.workflow_id = w.id
                    AND s.version = w.version AND s.key = e.step_key) AS step_exists,
                a.status AS appointment_status, a.generation AS appointment_generation, a.start_time,
                f.before_meeting_lateness_minutes, f.lateness_minutes
            FROM execution e
            JOIN outcome o ON o.firm_id = e.firm_id AND o.execution_id = e.id
            JOIN workflow w ON w.firm_id = e.firm_id AND w.id = e.workflow_id
            JOIN appointment a ON a.firm_id = e.firm_id AND a.id = e.appointment_id
            LEFT JOIN firm_settings f ON f.firm_id = e.firm_id
            WHERE e.firm_id = ? AND e.id = ?
            FOR UPDATE OF a, o
            """;

    private static final String TAKE_IDENTITY = """
            INSERT INTO execution_identity (firm_id, appointment_id, workflow_id, step_key, trigger, generation,
                recipient, execution_id)
            SELECT firm_id, appointment_id, workflow_id, step_key, trigger, generation, recipient, id
            FROM execution WHERE firm_id = ? AND id = ?
            ON CONFLICT (firm_id, appointment_id, workflow_id, step_key, trigger, generation, recipient)
                DO UPDATE SET execution_id = execution_identity.execution_id
                WHERE execution_identity.execution_id = excluded.execution_id
            """;

    /** The earlier end stays readable: its try in attempt, its result in the audit. */
    private static final String PUT_BACK = """
            WITH ended AS (
                DELETE FROM outcome WHERE firm_id = ? AND execution_id = ? RETURNING *
            ), tried AS (
                INSERT INTO attempt (firm_id, execution_id, number, result, error_code, error_message, owner,
                    started_at, finished_at)
                SELECT firm_id, execution_id, attempt, 'failed', error_code, error_message, owner, started_at, finished_at
                FROM ended WHERE attempt > 0 AND status = 'failed'
                ON CONFLICT DO NOTHING
            ), waits AS (
                INSERT INTO due (firm_id, execution_id, scheduled_for, expires_at, channel, attempt)
                SELECT firm_id, execution_id, ?, ?, ?, attempt FROM ended
            )
            SELECT r.recorded_at, %s AS digest FROM ended r
            """.formatted(SealedRows.OUTCOME.digest());

    private final Database database;

    EndedExecutions(Database database) {
        this.database = database;
    }

    /** The ended execution, with its appointment locked; empty where there is none, or it has not ended. */
    Optional<EndedExecution> lock(UUID firmId, UUID id) {
        return database.first(LOCK, EndedExecutions::ended, firmId, id);
    }

    /** Takes the execution's identity again; false where another execution has it. */
    boolean takeIdentity(UUID firmId, UUID id) {
        return database.update(TAKE_IDENTITY, firmId, id) == 1;
    }

    /** Lets it wait again. What its outcome said is digested, because a seal may cover it. */
    RemovedOutcome putBack(UUID firmId, UUID id, Instant dueAt, Instant expiresAt, String channel) {
        return database.query(
                        PUT_BACK,
                        row -> new RemovedOutcome(
                                row.instant("recorded_at"), HexFormat.of().formatHex(row.bytes("digest"))),
                        firmId,
                        id,
                        dueAt,
                        expiresAt,
                        channel)
                .getFirst();
    }

    private static EndedExecution ended(Row row) throws SQLException {
        Integer beforeMeeting = row.integerOrNull("before_meeting_lateness_minutes");
        String reason = row.textOrNull("reason");
        Integer other = row.integerOrNull("lateness_minutes");
        return new EndedExecution(
                ExecutionStatus.of(row.text("status")),
                reason == null ? null : Reason.of(reason),
                Trigger.of(row.text("trigger")),
                row.integer("generation"),
                Tie.of(row.text("tie")),
                row.bool("deleted"),
                row.bool("active"),
                row.bool("step_exists"),
                AppointmentStatus.of(row.text("appointment_status")),
                row.integer("appointment_generation"),
                row.instant("start_time"),
                beforeMeeting == null || other == null
                        ? Lateness.DEFAULT
                        : new Lateness(Duration.ofMinutes(beforeMeeting), Duration.ofMinutes(other)));
    }
}
