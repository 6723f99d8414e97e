package io.punctual.workflow.firm;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A firm's settings as its admin writes them. Nothing of it is checked. */
@Schema(
        name = "SettingsDocument",
        description = "Replaces all that can be set. What is read may be written back: the profile is ignored.")
public record SettingsDocument(
        @Schema(
                description =
                        "Used where an action names no `from_email`: one of `senders`. Null: none, and such mails fail.",
                nullable = true,
                maxLength = SenderAddress.MAX_LENGTH,
                examples = "\"no-reply@acme.example\"")
        @Nullable
        String defaultFrom,

        @Schema(
                description =
                        "What `from_email` may be: plain addresses. New ones are mailed a link to be confirmed by, unless the firm's "
                                + "own mail server account lists them; until then nothing is sent from them.",
                required = true,
                maxItems = SettingsCheck.MAX_SENDERS,
                examples = "[\"no-reply@acme.example\"]")
        @Nullable
        List<@Nullable String> senders,

        @Schema(
                description = "Minutes by which what is due before a meeting may be late, never past its start.",
                minimum = "0",
                maximum = "1440",
                defaultValue = "60")
        @Nullable
        Integer beforeMeetingLatenessMinutes,

        @Schema(
                description = "Minutes by which all else may be late.",
                minimum = "1",
                maximum = "10080",
                defaultValue = "1440")
        @Nullable
        Integer latenessMinutes,

        @Schema(description = "As read; ignored.", readOnly = true, nullable = true) @Nullable
        List<@Nullable String> pendingSenders,

        @Schema(description = "As read; ignored.", readOnly = true, nullable = true) @Nullable
        String name,

        @Schema(description = "As read; ignored.", readOnly = true, nullable = true) @Nullable
        String timeZone,

        @Schema(description = "As read; ignored.", readOnly = true, nullable = true) @Nullable
        String locale) {}
