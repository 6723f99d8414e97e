package io.punctual.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.execution.IfLate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A workflow as it is read: always in the canonical form, and fit to be written back as it is. */
@Schema(name = "Workflow", description = "A firm's rule in the canonical form. It may be written back as it is.")
public record WorkflowView(
        @Schema(description = "UUID version 7.", required = true, readOnly = true)
        UUID id,

        @Schema(description = "The newest published version.", required = true, readOnly = true, minimum = "1")
        int version,

        @Schema(description = "What people call it.", required = true, maxLength = WorkflowCheck.MAX_NAME)
        String name,

        @Schema(description = "The lifecycle event that sets it off.", required = true)
        Trigger trigger,

        @Schema(description = "The only appointment type it is for. Null: all types.", required = true, nullable = true)
        @Nullable
        UUID appointmentType,

        @Schema(description = "Whether it plans anything.", required = true)
        WorkflowStatus status,

        @Schema(
                description = "Whether what is due while the appointment is only requested is skipped.",
                required = true)
        boolean requireConfirmed,

        @Schema(
                description = "What is done, and when.",
                required = true,
                minItems = 1,
                maxItems = WorkflowCheck.MAX_STEPS)
        List<StepView> steps,

        @Schema(description = "When it was created.", required = true, readOnly = true)
        Instant createdAt,

        @Schema(description = "When its content or status changed last.", required = true, readOnly = true)
        Instant updatedAt) {

    /** A step as it is read. */
    @Schema(name = "Step", description = "One action, and when it is due.")
    public record StepView(
            @Schema(description = "Identifies the step over edits.", required = true, examples = "\"s1\"")
            String key,

            @Schema(
                    description = "Negative is before the start.",
                    required = true,
                    minimum = "-525600",
                    maximum = "525600")
            int delayMinutes,

            @Schema(
                    type = SchemaType.OBJECT,
                    implementation = Object.class,
                    description = "Always null so far.",
                    required = true,
                    nullable = true)
            @Nullable
            JsonNode when,

            @Schema(description = "What is done where its instant has passed when triggered.", required = true)
            IfLate ifLate,

            @Schema(description = "The kind of action.", required = true, examples = "\"send_email\"")
            String actionType,

            @Schema(
                    type = SchemaType.OBJECT,
                    implementation = Object.class,
                    description = "As it was saved.",
                    required = true)
            JsonNode actionConfig) {

        static StepView of(Step step) {
            return new StepView(
                    step.key(), step.delayMinutes(), null, step.ifLate(), step.actionType(), step.actionConfig());
        }
    }

    static WorkflowView of(Published published) {
        Workflow workflow = published.workflow();
        WorkflowContent content = published.newest().content();
        return new WorkflowView(
                workflow.id(),
                published.newest().version(),
                content.name(),
                content.trigger(),
                content.appointmentType(),
                workflow.status(),
                content.requireConfirmed(),
                content.steps().stream().map(StepView::of).toList(),
                workflow.createdAt(),
                workflow.updatedAt());
    }
}
