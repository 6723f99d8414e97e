package io.punctual.trial.crash;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An execution and the withdrawal that raced for it, with the commits in the database's own order.
 *
 * @param end status, with reason or error code; empty where it has not ended
 * @param started commit of its first start, null where it was never started
 * @param withdrawn commit of the event that withdraws it
 */
record Contested(
        UUID id,
        UUID appointmentId,
        int generation,
        Instant scheduledFor,
        String end,
        @Nullable Instant started,
        @Nullable Instant withdrawn) {

    private static final String ALL = """
            SELECT e.id, e.appointment_id, e.generation, e.scheduled_for,
                concat_ws('/', o.status, o.reason, o.error_code) AS ending,
                s.started, pg_xact_commit_timestamp(r.xmin) AS withdrawn
            FROM execution e
            LEFT JOIN outcome o ON o.firm_id = e.firm_id AND o.execution_id = e.id
            LEFT JOIN received_event r ON r.firm_id = e.firm_id AND r.appointment_id = e.appointment_id AND r.sequence = 2
            LEFT JOIN (SELECT execution_id, min(pg_xact_commit_timestamp(xid)) AS started
                FROM start_witness GROUP BY 1) s ON s.execution_id = e.id
            """;

    static List<Contested> all(Facts facts) {
        return facts.query(
                ALL,
                row -> new Contested(
                        row.getObject("id", UUID.class),
                        row.getObject("appointment_id", UUID.class),
                        row.getInt("generation"),
                        Facts.instant(row, "scheduled_for"),
                        row.getString("ending"),
                        orNull(row.getObject("started", OffsetDateTime.class)),
                        orNull(row.getObject("withdrawn", OffsetDateTime.class))));
    }

    private static @Nullable Instant orNull(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** Whether its start was committed when the withdrawal was not. */
    boolean startedFirst() {
        return started != null && withdrawn != null && started.isBefore(withdrawn);
    }
}
