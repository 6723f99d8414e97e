package io.punctual.workflow.execution;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One try of an execution. */
@Schema(name = "Attempt", description = "One try of an execution.")
public record AttemptView(
        @Schema(minimum = "1") int number,

        @Schema(
                description = "lost: the worker died before it recorded what came of it.",
                enumeration = {"succeeded", "failed", "lost"})
        String result,

        @Schema(nullable = true) @Nullable String errorCode,

        @Schema(nullable = true) @Nullable String errorMessage,

        @Schema(nullable = true) @Nullable Instant startedAt,

        @Schema(nullable = true) @Nullable Instant finishedAt) {}
