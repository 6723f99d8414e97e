package io.punctual.workflow.firm;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A firm's mail server account as it is read. */
@Schema(name = "SmtpAccount", description = "The firm's own account at a mail server; its mails go out through it.")
public record SmtpAccountView(
        @Schema(description = "The mail server.", required = true, examples = "smtp.provider.example")
        String host,

        @Schema(description = "Its port.", required = true, examples = "587")
        int port,

        @Schema(description = "How the connection is encrypted.", required = true)
        TlsMode tls,

        @Schema(description = "Who logs in.", required = true, examples = "acme")
        String username,

        @Schema(description = "Whether a password is stored; it is never shown.", required = true)
        boolean passwordSet,

        @Schema(description = "When the password was set.", required = true)
        Instant passwordUpdatedAt,

        @Schema(
                description = "What its mails may be from.",
                required = true,
                maxItems = SettingsCheck.MAX_SENDERS,
                examples = "[\"desk@acme.example\"]")
        List<String> fromAddresses) {

    static SmtpAccountView of(SmtpAccount account) {
        return new SmtpAccountView(
                account.host(),
                account.port(),
                account.tls(),
                account.username(),
                true,
                account.passwordUpdatedAt(),
                account.fromAddresses());
    }
}
