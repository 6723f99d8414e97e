package io.punctual.ground.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who or what did what to which object, when. */
@Schema(
        name = "AuditEvent",
        description = "Who or what did what to which object, when. Metadata only, never message content.")
public record AuditEvent(
        UUID id,

        @Schema(description = "What happened.", examples = "access_denied")
        String eventType,

        @Schema(description = "What kind of thing it happened to.", examples = "firm")
        String objectType,

        @Schema(description = "The id of the thing.") String objectId,

        @Schema(description = "A caller's name, an event's source, or the engine.", examples = "staff@acme")
        String actor,

        Instant occurredAt,

        @Schema(description = "What else is known of it.") Map<String, Object> metadata) {}
