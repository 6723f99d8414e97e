package io.punctual.workflow.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.punctual.ground.problem.Fault;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of one event. */
@Schema(description = "What became of one event")
public record Receipt(
        @Schema(
                description = "The event's id, or null where it could not be read",
                examples = "0198c3a2-7f00-7000-8000-000000000001")
        @Nullable
        String id,

        @Schema(description = "The HTTP status that the event has, or would have had alone", examples = "202")
        int status,

        @Schema(description = "Stable code: accepted, known, or why it was refused", examples = "accepted")
        String code,

        @Schema(description = "Everything that is wrong with it; absent where nothing is")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Fault> errors) {

    /** The receipt of an event that was taken, now or before. */
    static Receipt of(String id, int status, String code) {
        return new Receipt(id, status, code, List.of());
    }
}
