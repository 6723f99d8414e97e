package io.punctual.workflow.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.id.Ids;
import io.punctual.ground.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Remembers what people did, in the transaction in which they did it. */
@ApplicationScoped
public class AuditTrail {
    private static final String INSERT = """
            INSERT INTO audit_event (firm_id, id, event_type, object_type, object_id, actor, occurred_at, metadata)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            """;

    private final Database database;
    private final ObjectMapper json;

    AuditTrail(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * Writes one audit event in one statement; it commits with the transaction that is open, or not at all.
     *
     * @param eventType what happened, such as {@code workflow_paused}
     * @param objectType what it happened to, such as {@code workflow}
     * @param actor who did it, as the caller's identity names them
     * @param metadata plain values by snake_case names; never message content
     */
    public void record(
            UUID firmId,
            String eventType,
            String objectType,
            String objectId,
            String actor,
            Instant occurredAt,
            Map<String, ?> metadata) {
        try {
            database.update(
                    INSERT,
                    firmId,
                    Ids.next(),
                    eventType,
                    objectType,
                    objectId,
                    actor,
                    occurredAt,
                    json.writeValueAsString(metadata));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The metadata is no JSON", e);
        }
    }
}
