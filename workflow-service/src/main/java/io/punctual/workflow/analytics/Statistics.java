package io.punctual.workflow.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A firm's executions, counted by the day they were due, in the firm's zone. */
@Schema(name = "Statistics", description = "Executions by status, reason, workflow and the day they were due.")
public record Statistics(
        @Schema(description = "Counted from here on.") Instant from,

        @Schema(description = "Counted up to here, exclusive.")
        Instant to,

        @Schema(description = "The zone whose days are counted: the firm's.", examples = "Europe/Berlin")
        String timeZone,

        @Schema(description = "Only counts above zero, oldest day first.")
        List<Count> items) {

    /** How many executions were due on a day and are in one state for one reason. */
    @Schema(name = "StatisticsCount")
    public record Count(
            LocalDate day,
            UUID workflowId,

            @Schema(description = "The workflow's name now.")
            String workflowName,

            @Schema(
                    description = "The state they are in.",
                    enumeration = {"pending", "executing", "completed", "failed", "cancelled", "skipped"})
            String status,

            @Schema(
                    nullable = true,
                    description = "Reason of what was cancelled or skipped, error code of what failed.")
            @Nullable
            String reason,

            @Schema(description = "How many.", minimum = "1")
            long count) {}
}
