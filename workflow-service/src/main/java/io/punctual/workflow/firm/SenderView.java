package io.punctual.workflow.firm;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A sender address as it is read. */
@Schema(name = "Sender", description = "One of the firm's sender addresses, and whether it can be used.")
public record SenderView(
        @Schema(description = "Its id.", required = true) UUID id,

        @Schema(description = "The address.", required = true, examples = "no-reply@acme.example")
        String address,

        @Schema(description = "Whether its owner has followed the link.", required = true)
        SenderState state,

        @Schema(
                description =
                        "Whether mails may be from it now: through the firm's own mail server account where it lists the address, "
                                + "else where it is verified.",
                required = true)
        boolean usable,

        @Schema(description = "When it was confirmed.", required = true, nullable = true) @Nullable
        Instant verifiedAt,

        @Schema(description = "When the last mail with a link was asked for.", required = true, nullable = true)
        @Nullable
        Instant mailedAt,

        @Schema(
                description = "Why the last mail was not sent, as a code; null where it was, or is on its way.",
                required = true,
                nullable = true,
                examples = "\"smtp_unreachable\"")
        @Nullable
        String mailError,

        @Schema(description = "Until when the link of the last mail is good.", required = true, nullable = true)
        @Nullable
        Instant linkExpires) {

    /** Whether it was confirmed. */
    @Schema(description = "Whether a sender's owner has confirmed it.")
    public enum SenderState {
        /** A mail with a link waits to be read. */
        PENDING,
        /** Confirmed. */
        VERIFIED
    }

    static SenderView of(Sender sender, boolean usable) {
        return new SenderView(
                sender.id(),
                sender.address(),
                sender.verifiedAt() == null ? SenderState.PENDING : SenderState.VERIFIED,
                usable,
                sender.verifiedAt(),
                sender.mailedAt(),
                sender.mailError(),
                sender.linkExpires());
    }
}
