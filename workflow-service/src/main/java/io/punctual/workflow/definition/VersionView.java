package io.punctual.workflow.definition;

import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.definition.WorkflowView.StepView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a workflow said from one instant on. */
@Schema(name = "WorkflowVersion", description = "What a workflow said from one instant on; it never changes.")
public record VersionView(
        @Schema(description = "From 1, without gaps.", required = true, minimum = "1")
        int version,

        @Schema(description = "What it was called.", required = true)
        String name,

        @Schema(description = "What set it off.", required = true)
        Trigger trigger,

        @Schema(
                description = "The only appointment type it was for. Null: all types.",
                required = true,
                nullable = true)
        @Nullable
        UUID appointmentType,

        @Schema(description = "Whether a requested appointment was skipped.", required = true)
        boolean requireConfirmed,

        @Schema(description = "What was done, and when.", required = true)
        List<StepView> steps,

        @Schema(description = "Who published it.", required = true, examples = "\"staff@acme\"")
        String publishedBy,

        @Schema(description = "Since when it held.", required = true)
        Instant publishedAt) {

    static VersionView of(WorkflowVersion version) {
        WorkflowContent content = version.content();
        return new VersionView(
                version.version(),
                content.name(),
                content.trigger(),
                content.appointmentType(),
                content.requireConfirmed(),
                content.steps().stream().map(StepView::of).toList(),
                version.publishedBy(),
                version.publishedAt());
    }
}
