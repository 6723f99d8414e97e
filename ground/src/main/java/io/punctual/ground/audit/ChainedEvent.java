package io.punctual.ground.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.punctual.ground.json.CanonicalJson;
import java.time.Instant;
import java.util.UUID;

/**
 * An audit event as its digest covers it: every column, and none of the chain's.
 *
 * @param metadata JSON, in whatever spelling
 */
record ChainedEvent(
        UUID firmId,
        UUID id,
        String eventType,
        String objectType,
        String objectId,
        String actor,
        Instant occurredAt,
        String metadata) {
    /** Grows when the encoding below changes, so that no event of one encoding can pass for one of another. */
    private static final int ENCODING = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** SHA-256 over all that the event says: one JSON array in canonical form, so that no two events share an encoding. */
    byte[] digest() {
        ArrayNode columns = JSON.createArrayNode()
                .add(ENCODING)
                .add(firmId.toString())
                .add(id.toString())
                .add(eventType)
                .add(objectType)
                .add(objectId)
                .add(actor)
                .add(occurredAt.toString())
                .add(read(metadata));
        return CanonicalJson.hash(columns);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The metadata is no JSON", e);
        }
    }
}
