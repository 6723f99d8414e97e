package io.punctual.ground.audit;

import java.time.Instant;
import java.util.Map;

/**
 * What was done to which object, when.
 *
 * @param eventType what happened, such as {@code firm_updated}
 * @param objectType what it happened to, such as {@code firm}
 * @param metadata plain values by snake_case names; never message content
 */
public record Fact(String eventType, String objectType, String objectId, Instant occurredAt, Map<String, ?> metadata) {

    /** Of which no more is to be said. */
    public static Fact of(String eventType, String objectType, Object objectId, Instant occurredAt) {
        return new Fact(eventType, objectType, objectId.toString(), occurredAt, Map.of());
    }
}
