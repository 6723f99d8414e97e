package io.punctual.workflow.firm;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A firm's limits as an operator sets them. */
@Schema(name = "FirmLimitsDocument", description = "What a firm is allowed.")
record FirmLimitsDocument(
        @Schema(
                description =
                        "Messages from midnight to midnight UTC; null: the installation's default; 0: none at all.",
                nullable = true,
                minimum = "0",
                maximum = "10000000",
                examples = "500")
        @Min(0)
        @Max(10_000_000)
        @Nullable
        Integer dailyMessages) {}
