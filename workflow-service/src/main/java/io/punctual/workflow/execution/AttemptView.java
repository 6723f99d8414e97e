package io.punctual.workflow.execution;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One try of an execution. */
@Schema(name = "Attempt", description = "One try of an execution.")
public record AttemptView(
        @Schema(description = "Counts the tries.", minimum = "1")
        int number,

        @Schema(
                description = "lost: the worker died before it recorded what came of it.",
                enumeration = {"succeeded", "failed", "lost"})
        String result,

        @Schema(description = "What went wrong.", nullable = true) @Nullable
        String errorCode,

        @Schema(description = "What went wrong, in words.", nullable = true) @Nullable
        String errorMessage,

        @Schema(description = "When it began.", nullable = true) @Nullable
        Instant startedAt,

        @Schema(description = "When it ended.", nullable = true) @Nullable
        Instant finishedAt) {}
