package io.punctual.workflow.execution;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

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
        Map<String, String> result,

        @Schema(
                description = "Why it was withdrawn when its try had begun already: the try's result decided.",
                nullable = true,
                examples = "appointment_cancelled")
        @Nullable
        String withdrawnReason,

        @Schema(description = "When that withdrawal came.", nullable = true) @Nullable
        Instant withdrawnAt) {}
