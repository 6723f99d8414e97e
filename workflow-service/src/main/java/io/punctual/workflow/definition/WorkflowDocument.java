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

/** A workflow as a caller writes it: in the canonical form, or as the shorthand for one step. Nothing of it is checked. */
@Schema(
        name = "WorkflowDocument",
        description =
                "A workflow, in one of two forms: the canonical one with `steps`, or the shorthand for a single step with "
                        + "`delay_minutes`, `action_type` and `action_config` at the top level. The two must not be mixed.")
public record WorkflowDocument(
        @Schema(
                description = "The caller's own firm, by id or by name. May be left out.",
                examples = "\"00000000-0000-7000-8000-00000000ac3e\"")
        @Nullable
        String firm,

        @Schema(
                description = "What people call it. No control characters.",
                required = true,
                minLength = 1,
                maxLength = WorkflowCheck.MAX_NAME,
                examples = "\"24-Hour Reminder\"")
        @Nullable
        String name,

        @Schema(description = "The lifecycle event that sets it off.", required = true) @Nullable
        Trigger trigger,

        @Schema(
                description = "The only appointment type it is for. Null: all types.",
                examples = "\"0198c3a2-7b1e-7c55-9d0e-1f2a3b4c5d6e\"")
        @Nullable
        UUID appointmentType,

        @Schema(
                description =
                        "Whether what is due while the appointment is only requested is skipped as `not_confirmed`.",
                defaultValue = "false")
        @Nullable
        Boolean requireConfirmed,

        @Schema(
                description = "Where absent, a new workflow is a draft, and an edit leaves the status as it is.",
                defaultValue = "draft")
        @Nullable
        WorkflowStatus status,

        @Schema(
                description = "The canonical form: what is done, and when.",
                minItems = 1,
                maxItems = WorkflowCheck.MAX_STEPS)
        @Nullable
        List<@Nullable StepDocument> steps,

        @Schema(
                description = "Shorthand: the delay of the only step.",
                minimum = "-525600",
                maximum = "525600",
                examples = "-1440")
        @Nullable
        Integer delayMinutes,

        @Schema(description = "Shorthand: the action of the only step.", examples = "\"send_email\"") @Nullable
        String actionType,

        @Schema(
                type = SchemaType.OBJECT,
                implementation = Object.class,
                description = "Shorthand: the action's configuration.")
        @Nullable
        JsonNode actionConfig,

        @Schema(description = "As read; ignored.", readOnly = true) @Nullable
        UUID id,

        @Schema(description = "As read; ignored.", readOnly = true) @Nullable
        Integer version,

        @Schema(description = "As read; ignored.", readOnly = true) @Nullable
        Instant createdAt,

        @Schema(description = "As read; ignored.", readOnly = true) @Nullable
        Instant updatedAt) {

    /** A step as a caller writes it. */
    @Schema(name = "StepDocument", description = "One action, and when it is due.")
    public record StepDocument(
            @Schema(
                    description =
                            "Identifies the step over edits: one with a new key, or with none, is new. Made by the "
                                    + "server where absent.",
                    pattern = WorkflowCheck.KEY_PATTERN,
                    maxLength = WorkflowCheck.MAX_KEY,
                    examples = "\"s1\"")
            @Nullable
            String key,

            @Schema(
                    description =
                            "Minutes from the instant it hangs on: negative is before the appointment's start; otherwise "
                                    + "after its end for appointment_completed, and after the event for all other triggers.",
                    required = true,
                    minimum = "-525600",
                    maximum = "525600",
                    examples = "-1440")
            @Nullable
            Integer delayMinutes,

            @Schema(
                    type = SchemaType.OBJECT,
                    implementation = Object.class,
                    nullable = true,
                    description = "A condition. Not available yet: only null is accepted.")
            @Nullable
            JsonNode when,

            @Schema(
                    description =
                            "What to do where the instant has passed when it is triggered: skip it, or do it at once "
                                    + "unless the appointment has started.",
                    defaultValue = "skip")
            @Nullable
            IfLate ifLate,

            @Schema(description = "The kind of action.", required = true, examples = "\"send_email\"") @Nullable
            String actionType,

            @Schema(
                    type = SchemaType.OBJECT,
                    implementation = Object.class,
                    required = true,
                    description = "What the action needs; its texts are templates.")
            @Nullable
            JsonNode actionConfig) {}

    /** Whether anything of the one-step shorthand is given. */
    boolean usesShorthand() {
        return delayMinutes != null || actionType != null || actionConfig != null;
    }
}
