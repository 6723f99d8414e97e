package io.punctual.workflow.intake;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of each event of a batch, in its order. */
@Schema(description = "What became of each event of a batch, in its order")
public record BatchReceipt(
        @Schema(description = "One for each event") List<Receipt> items) {}
