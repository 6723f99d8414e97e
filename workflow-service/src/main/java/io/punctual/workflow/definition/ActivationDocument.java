package io.punctual.workflow.definition;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a workflow is to be activated. */
@Schema(name = "ActivationDocument", description = "How a workflow is to be activated.")
public record ActivationDocument(
        @Schema(
                description =
                        "Whether time-tied steps are planned for the future, open appointments that exist already.",
                defaultValue = "false")
        @Nullable
        Boolean applyToExisting) {}
