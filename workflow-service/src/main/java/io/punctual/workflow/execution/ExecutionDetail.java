package io.punctual.workflow.execution;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An execution with its tries.
 *
 * @param result what the action says of itself, without message content
 */
@Schema(name = "ExecutionDetail", description = "An execution with its tries.")
public record ExecutionDetail(
        @JsonUnwrapped ExecutionView execution,

        @Schema(description = "Its tries, oldest first.") List<AttemptView> attempts,

        @Schema(description = "What the action says of itself, such as the mail's Message-ID.")
        Map<String, String> result) {}
