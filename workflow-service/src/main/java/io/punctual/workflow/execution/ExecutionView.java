package io.punctual.workflow.execution;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An execution as it reads over HTTP; what does not apply is null. */
@Schema(name = "Execution", description = "One action of one step, for one appointment, due at one instant.")
public record ExecutionView(
        UUID id,
        UUID workflowId,

        @Schema(description = "The workflow's name now.", examples = "24-Hour Reminder")
        String workflowName,

        @Schema(description = "The version that ran, or the planned one where nothing ran yet.")
        int workflowVersion,

        @Schema(description = "Position of the step, from 0.", minimum = "0")
        int step,

        @Schema(description = "Identifies the step over versions of its workflow.", examples = "s1")
        String stepKey,

        @Schema(description = "What it does.", examples = "send_email")
        String actionType,

        UUID appointmentId,

        @Schema(description = "The event that triggered it.")
        String eventId,

        @Schema(description = "The trigger that planned it.", examples = "appointment_created")
        String trigger,

        @Schema(description = "How many reschedules the appointment had seen.", minimum = "0")
        int generation,

        @Schema(
                description = "The role of whom it reaches.",
                enumeration = {"contact", "staff", "address"})
        String recipient,

        @Schema(
                description = "Its state.",
                enumeration = {"pending", "executing", "completed", "failed", "cancelled", "skipped"})
        String status,

        @Schema(description = "Why it was cancelled or skipped.", nullable = true, examples = "past_schedule") @Nullable
        String reason,

        @Schema(description = "When it is due; never changes.")
        Instant scheduledFor,

        @Schema(description = "When another try is due.", nullable = true) @Nullable
        Instant nextAttemptAt,

        @Schema(description = "Tries begun.", minimum = "0") int attempt,

        @Schema(description = "When it ended.", nullable = true) @Nullable
        Instant finishedAt,

        @Schema(description = "Why it failed.", nullable = true, examples = "rejected") @Nullable
        String errorCode,

        @Schema(description = "Why it failed, in words; never message content.", nullable = true) @Nullable
        String errorMessage) {}
