package io.punctual.workflow.history;

import io.punctual.ground.sql.OwnerDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** History of one firm as its owner writes it: of any age, with nothing but what retention looks at. */
public final class Months {
    private static final String[] KINDS = {"execution", "outcome", "attempt", "audit_event"};
    private static final UUID NIL = new UUID(0, 0);

    private final OwnerDatabase owner = new OwnerDatabase(HistoryProfile.DATABASE);
    private final UUID firmId = UUID.randomUUID();

    /** Begins anew, with empty partitions for these months, as in {@code 2024-01}. */
    public Months(String... months) {
        owner.query("SELECT name FROM history_partition", row -> row.text("name"))
                .forEach(name -> owner.update("DROP TABLE " + name));
        owner.update(
                "TRUNCATE execution, outcome, attempt, audit_event, due, execution_identity, appointment, received_event,"
                        + " audit_seal, audit_anchor, audit_chain");
        for (String month : months) {
            owner.query(
                    "SELECT make_history_partitions(?, ?) AS made",
                    row -> row.bool("made"),
                    KINDS,
                    Instant.parse(month + "-01T00:00:00Z"));
        }
    }

    /** The firm. */
    public UUID firmId() {
        return firmId;
    }

    /** The partitions of a table, but for the default one, in the order of time. */
    public List<String> partitions(String table) {
        return owner.query(
                "SELECT name FROM history_partition WHERE parent = ? ORDER BY until", row -> row.text("name"), table);
    }

    /** An id as one made at an instant. */
    public static UUID idOf(String at) {
        long random = ThreadLocalRandom.current().nextLong();
        return new UUID(
                (Instant.parse(at).toEpochMilli() << 16) | 0x7000 | (random & 0xfff), Long.MIN_VALUE | (random >>> 2));
    }

    /** An execution that was planned at an instant and ended at another, of an appointment that was over with it. */
    public UUID execution(String planned, String ended) {
        return execution(idOf(planned), Instant.parse(ended));
    }

    /** An execution of this id. */
    public UUID execution(UUID id, Instant ended) {
        UUID appointment = UUID.randomUUID();
        owner.update("""
                INSERT INTO appointment (firm_id, id, sequence, status, generation, appointment_type, start_time, end_time,
                    snapshot, seen)
                VALUES (?, ?, 1, 'completed', 0, ?, ?, ?, '{}', '{}')
                """, firmId, appointment, NIL, ended, ended);
        owner.update("""
                INSERT INTO execution (firm_id, id, workflow_id, workflow_version, step_key, step, action_type,
                    appointment_id, event_id, event_time, trigger, generation, recipient, tie, scheduled_for)
                VALUES (?, ?, ?, 1, 's1', 0, 'send_email', ?, 'e', ?, 'appointment_created', 0, 'contact', 'start', ?)
                """, firmId, id, NIL, appointment, ended, ended);
        owner.update("""
                INSERT INTO execution_identity (firm_id, appointment_id, workflow_id, step_key, trigger, generation,
                    recipient, execution_id)
                VALUES (?, ?, ?, 's1', 'appointment_created', 0, 'contact', ?)
                """, firmId, appointment, NIL, id);
        owner.update("""
                INSERT INTO outcome (firm_id, execution_id, workflow_id, workflow_version, status, attempt, finished_at,
                    recorded_at)
                VALUES (?, ?, ?, 1, 'completed', 1, ?, ?)
                """, firmId, id, NIL, ended, ended);
        return id;
    }

    /** A try of an execution. */
    public void attempt(UUID execution, String at) {
        Instant then = Instant.parse(at);
        owner.update("""
                INSERT INTO attempt (firm_id, execution_id, number, result, finished_at, recorded_at)
                VALUES (?, ?, 1, 'failed', ?, ?)
                """, firmId, execution, then, then);
    }

    /** An execution that waits, though it has ended before. */
    public void due(UUID execution, String at) {
        Instant then = Instant.parse(at);
        owner.update(
                "INSERT INTO due (firm_id, execution_id, scheduled_for, expires_at) VALUES (?, ?, ?, ?)",
                firmId,
                execution,
                then,
                then);
    }

    /** What the intake noted at an instant. */
    public void note(String at) {
        Instant then = Instant.parse(at);
        owner.update("""
                INSERT INTO audit_event (firm_id, id, event_type, object_type, object_id, actor, occurred_at, metadata,
                    recorded_at)
                VALUES (?, ?, 'event_received', 'appointment', 'x', 'x', ?, '{}', ?)
                """, firmId, idOf(at), then, then);
    }

    /** The first link of the firm's chain, made at an instant. */
    public void chained(String at) {
        Instant then = Instant.parse(at);
        owner.update("""
                INSERT INTO audit_event (firm_id, id, event_type, object_type, object_id, actor, occurred_at, metadata,
                    recorded_at, chain_position, hash)
                VALUES (?, ?, 'workflow_changed', 'workflow', 'x', 'x', ?, '{}', ?, 1, '')
                """, firmId, idOf(at), then, then);
    }

    /** Lets the seals over all kinds of rows go up to an instant. */
    public void unsealed(String until) {
        for (String kind : List.of("outcome", "attempt", "audit_event")) {
            owner.update("""
                    INSERT INTO audit_anchor (firm_id, kind, period_end, hash) VALUES (?, ?, ?, '')
                    ON CONFLICT (firm_id, kind) DO UPDATE SET period_end = excluded.period_end
                    """, NIL, kind, Instant.parse(until));
        }
    }

    /** How many rows of the firm a table has. */
    public int count(String table) {
        return owner.query(
                        "SELECT count(*) AS rows FROM " + table + " WHERE firm_id = ?",
                        row -> row.integer("rows"),
                        firmId)
                .getFirst();
    }
}
