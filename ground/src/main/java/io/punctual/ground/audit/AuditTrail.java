package io.punctual.ground.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.id.Ids;
import io.punctual.ground.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was done, in the transaction in which it was done. Write it last: it holds the firm's head of the chain until
 * the transaction ends, and whoever takes another lock while holding it may wait for somebody who waits for the head.
 */
@ApplicationScoped
public class AuditTrail {
    private static final String ROW = """
            INSERT INTO audit_event (firm_id, id, event_type, object_type, object_id, actor, occurred_at,
                metadata, chain_position, hash)
            """;

    /** Advances the firm's head and writes the event in one round trip. {@link Link#next} computes the same hash. */
    private static final String CHAIN = """
            WITH said AS (
                SELECT ?::uuid AS firm_id, ?::bytea AS digest
            ), head AS (
                INSERT INTO audit_chain AS c (firm_id, position, hash)
                SELECT firm_id, 1, sha256(decode(repeat('00', 32), 'hex') || int8send(1) || digest) FROM said
                ON CONFLICT (firm_id) DO UPDATE SET position = c.position + 1,
                    hash = sha256(c.hash || int8send(c.position + 1) || (SELECT digest FROM said))
                RETURNING firm_id, position, hash
            )
            """ + ROW + """
            SELECT firm_id, ?, ?, ?, ?, ?, ?, ?::jsonb, position, hash FROM head
            """;

    private static final String NOTE = ROW + "VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, NULL, NULL)";

    private final Database database;
    private final ObjectMapper json;
    private final Origins origins;

    AuditTrail(Database database, ObjectMapper json, Origins origins) {
        this.database = database;
        this.json = json;
        this.origins = origins;
    }

    /** Writes what the caller of the request did, or the service where there is none, into the firm's chain. */
    public void record(UUID firmId, Fact fact) {
        record(firmId, origins.current(), fact);
    }

    /** Writes what somebody did into the firm's chain. */
    public void record(UUID firmId, Origin origin, Fact fact) {
        ChainedEvent event = event(firmId, origin, fact);
        write(CHAIN, event, event.digest());
    }

    /** Writes what the engine did beside the chain, where it holds up nobody; a seal covers it afterwards. */
    public void note(UUID firmId, Origin origin, Fact fact) {
        write(NOTE, event(firmId, origin, fact), null);
    }

    private void write(String sql, ChainedEvent event, byte @Nullable [] digest) {
        Object[] columns = {
            event.id(),
            event.eventType(),
            event.objectType(),
            event.objectId(),
            event.actor(),
            event.occurredAt(),
            event.metadata()
        };
        Object[] head = digest == null ? new Object[] {event.firmId()} : new Object[] {event.firmId(), digest};
        Object[] parameters = new Object[head.length + columns.length];
        System.arraycopy(head, 0, parameters, 0, head.length);
        System.arraycopy(columns, 0, parameters, head.length, columns.length);
        if (database.update(sql, parameters) != 1) {
            throw new IllegalStateException("An audit event was not written");
        }
    }

    private ChainedEvent event(UUID firmId, Origin origin, Fact fact) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(fact.metadata());
        if (origin.credential() != null) {
            metadata.put("credential", origin.credential());
        }
        if (origin.address() != null) {
            metadata.put("address", origin.address());
        }
        try {
            return new ChainedEvent(
                    firmId,
                    Ids.next(),
                    fact.eventType(),
                    fact.objectType(),
                    fact.objectId(),
                    origin.actor(),
                    // As exact as the database keeps it: the digest is computed again from what it gives back.
                    fact.occurredAt().truncatedTo(ChronoUnit.MICROS),
                    json.writeValueAsString(metadata));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The metadata is no JSON", e);
        }
    }
}
