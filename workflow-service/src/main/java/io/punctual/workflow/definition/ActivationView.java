package io.punctual.workflow.definition;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A workflow that was activated, and what that did. */
@Schema(name = "Activation", description = "The active workflow, and what activating it planned.")
public record ActivationView(
        @JsonUnwrapped WorkflowView workflow,

        @Schema(
                description = "Executions planned to wait, for appointments that existed already.",
                required = true,
                minimum = "0")
        int planned,

        @Schema(
                description = "Executions skipped at once, because their instant had passed.",
                required = true,
                minimum = "0")
        int skipped) {

    static ActivationView of(WorkflowAdmin.Activated activated) {
        return new ActivationView(
                WorkflowView.of(activated.published()),
                activated.effect().plans(),
                activated.effect().skips());
    }
}
