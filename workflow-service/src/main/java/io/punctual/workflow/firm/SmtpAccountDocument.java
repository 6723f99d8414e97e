package io.punctual.workflow.firm;

import io.punctual.workflow.secret.Secret;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A firm's mail server account as its admin writes it. Nothing of it is checked. */
@Schema(
        name = "SmtpAccountDocument",
        description =
                "Replaces the account. What is read may be written back: the password stays, and what was read of it is ignored.")
public record SmtpAccountDocument(
        @Schema(description = "The mail server.", required = true, maxLength = 253, examples = "smtp.provider.example")
        @Nullable
        String host,

        @Schema(
                description = "Its port; which ones are allowed is the installation's choice.",
                required = true,
                minimum = "1",
                maximum = "65535",
                examples = "587")
        @Nullable
        Integer port,

        @Schema(
                description = "How the connection is encrypted; `none` only where the installation allows it.",
                required = true)
        @Nullable
        TlsMode tls,

        @Schema(
                description = "Who logs in.",
                required = true,
                maxLength = SmtpAccountCheck.LONGEST_USERNAME,
                examples = "acme")
        @Nullable
        String username,

        @Schema(
                implementation = String.class,
                description =
                        "Write-only: never read back. May be left out to keep the one there is, but only while host, port, tls "
                                + "and username stay as they are.",
                nullable = true,
                writeOnly = true,
                minLength = 1,
                maxLength = SmtpAccountCheck.LONGEST_PASSWORD)
        @Nullable
        Secret password,

        @Schema(
                description =
                        "What its mails may be from. They join the `senders` of the settings, and need no confirmation.",
                required = true,
                minItems = 1,
                maxItems = SettingsCheck.MAX_SENDERS,
                examples = "[\"desk@acme.example\"]")
        @Nullable
        List<@Nullable String> fromAddresses,

        @Schema(description = "As read; ignored.", readOnly = true, nullable = true) @Nullable
        Boolean passwordSet,

        @Schema(description = "As read; ignored.", readOnly = true, nullable = true) @Nullable
        String passwordUpdatedAt) {}
