package io.punctual.workflow.firm;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A sender address to be added. Nothing of it is checked. */
@Schema(name = "SenderDocument", description = "A sender address to be added.")
public record SenderDocument(
        @Schema(
                description = "A plain address.",
                required = true,
                format = "email",
                maxLength = SenderAddress.MAX_LENGTH,
                examples = "no-reply@acme.example")
        @Nullable
        String address) {}
