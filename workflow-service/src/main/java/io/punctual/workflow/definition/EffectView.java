package io.punctual.workflow.definition;

import io.punctual.workflow.execution.Replanning.Effect;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an edit would do to executions. */
@Schema(name = "EditEffect", description = "What an edit would do to executions, had it not been asked first.")
public record EffectView(
        @Schema(description = "How many that wait would be cancelled.", required = true, minimum = "0", examples = "14")
        int cancels,

        @Schema(description = "How many would be planned to wait.", required = true, minimum = "0", examples = "12")
        int plans,

        @Schema(
                description = "How many would be skipped at once, because their instant has passed.",
                required = true,
                minimum = "0",
                examples = "2")
        int skips) {

    static EffectView of(Effect effect) {
        return new EffectView(effect.cancels(), effect.plans(), effect.skips());
    }
}
