package io.punctual.workflow.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.punctual.ground.id.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

/** Remembers what people did, in the transaction in which they did it. */
@ApplicationScoped
public class AuditTrail {
    private static final String INSERT = """
            INSERT INTO audit_event (firm_id, id, event_type, object_type, object_id, actor, occurred_at, metadata)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            """;

    private final AgroalDataSource dataSource;
    private final ObjectMapper json;

    AuditTrail(AgroalDataSource dataSource, ObjectMapper json) {
        this.dataSource = dataSource;
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
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, firmId);
            statement.setObject(2, Ids.next());
            statement.setString(3, eventType);
            statement.setString(4, objectType);
            statement.setString(5, objectId);
            statement.setString(6, actor);
            statement.setObject(7, occurredAt.atOffset(ZoneOffset.UTC));
            statement.setString(8, json.writeValueAsString(metadata));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The audit event could not be written", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The metadata is no JSON", e);
        }
    }
}
