package io.punctual.workflow.history;

import io.punctual.ground.sql.Database;
import io.punctual.workflow.history.HistoryPartitions.Part;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Prunes what is not partitioned, batch by batch, each a transaction of its own. Runs for the engine. */
@ApplicationScoped
class HistoryPruning {
    private static final String RECEIVED_EVENTS = """
            DELETE FROM received_event WHERE (firm_id, source, id) IN (
                SELECT firm_id, source, id FROM received_event WHERE received_at < ? ORDER BY received_at LIMIT 1000)
            """;

    /** Walks along the executions, which lead to their identities by key. */
    private static final String IDENTITIES = """
            WITH batch AS MATERIALIZED (
                SELECT * FROM execution WHERE id >= ? AND id < ? AND (firm_id, id) > (?, ?) ORDER BY firm_id, id LIMIT 1000
            ), freed AS (
                DELETE FROM execution_identity i USING batch e
                WHERE %1$s
            )
            SELECT firm_id, id FROM batch ORDER BY firm_id DESC, id DESC LIMIT 1
            """;

    private static final String IDENTITY = """
            i.firm_id = e.firm_id AND i.appointment_id = e.appointment_id AND i.workflow_id = e.workflow_id
                    AND i.step_key = e.step_key AND i.trigger = e.trigger AND i.generation = e.generation
                    AND i.recipient = e.recipient AND i.execution_id = e.id""";

    /** Their ids tell nothing of their age, so that what was recorded of them does. Attempts are older than their outcome. */
    private static final String STRAYS =
            """
            WITH old AS MATERIALIZED (
                SELECT o.firm_id, o.execution_id FROM (SELECT ?::timestamptz AS before) kept, outcome_default o
                WHERE o.recorded_at < least(%1$s, %2$s)
                    AND NOT EXISTS (SELECT FROM due d WHERE d.firm_id = o.firm_id AND d.execution_id = o.execution_id)
                    AND NOT EXISTS (SELECT FROM execution_default e
                        JOIN appointment a ON a.firm_id = e.firm_id AND a.id = e.appointment_id
                        WHERE e.firm_id = o.firm_id AND e.id = o.execution_id AND a.end_time >= before)
                LIMIT 1000
            ), planned AS (
                DELETE FROM execution_default e USING old WHERE e.firm_id = old.firm_id AND e.id = old.execution_id
                RETURNING e.*
            ), freed AS (
                DELETE FROM execution_identity i USING planned e
                WHERE %3$s
            ), tried AS (
                DELETE FROM attempt_default t USING old WHERE t.firm_id = old.firm_id AND t.execution_id = old.execution_id
            )
            DELETE FROM outcome_default o USING old WHERE o.firm_id = old.firm_id AND o.execution_id = old.execution_id
            """.formatted(HistoryKind.lettingGo("outcome"), HistoryKind.lettingGo("attempt"), IDENTITY);

    private static final UUID LOWEST = new UUID(0, 0);

    private final Database database;

    HistoryPruning(Database database) {
        this.database = database;
    }

    private record Place(UUID firmId, UUID id) {}

    /** Forgets events that were received before an instant; returns how many. */
    int receivedEvents(Instant before) {
        int gone = 0;
        int batch;
        do {
            batch = database.update(RECEIVED_EVENTS, before);
            gone += batch;
        } while (batch > 0);
        return gone;
    }

    /** Lets the identities go that executions in a partition hold. */
    void identities(Part part) {
        Optional<Place> last = Optional.of(new Place(LOWEST, LOWEST));
        while (last.isPresent()) {
            last = database.first(
                    IDENTITIES.formatted(IDENTITY),
                    row -> new Place(row.uuid("firm_id"), row.uuid("id")),
                    part.lower(),
                    part.upper(),
                    last.get().firmId(),
                    last.get().id());
        }
    }

    /** Lets executions go that no month took and of which nothing was recorded since an instant; returns how many. */
    int strays(Instant before) {
        int gone = 0;
        int batch;
        do {
            batch = database.update(STRAYS, before);
            gone += batch;
        } while (batch > 0);
        return gone;
    }
}
