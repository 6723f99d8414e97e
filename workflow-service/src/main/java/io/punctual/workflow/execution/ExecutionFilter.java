package io.punctual.workflow.execution;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a list of executions is narrowed to; null members narrow nothing. Times apply to {@code scheduled_for}, {@code to} is exclusive. */
public record ExecutionFilter(
        @Nullable ExecutionStatus status,
        @Nullable Reason reason,
        @Nullable UUID workflowId,
        @Nullable UUID appointmentId,
        @Nullable Instant from,
        @Nullable Instant to) {}
