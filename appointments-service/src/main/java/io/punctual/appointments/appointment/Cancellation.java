package io.punctual.appointments.appointment;

import io.punctual.ground.json.PlainText;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why an appointment is called off. */
@Schema(description = "Why an appointment is called off.")
public record Cancellation(
        @Size(max = 500)
        @PlainText
        @Schema(description = "For people to read, without control characters.", nullable = true, examples = "Ill")
        @Nullable
        String reason) {}
