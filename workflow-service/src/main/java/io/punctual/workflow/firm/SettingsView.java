package io.punctual.workflow.firm;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A firm's settings and profile as they are read. */
@Schema(name = "Settings", description = "What a firm has set, and what its newest event told of it.")
public record SettingsView(
        @Schema(
                description = "Used where an action names no `from_email`.",
                required = true,
                nullable = true,
                examples = "\"no-reply@acme.example\"")
        @Nullable
        String defaultFrom,

        @Schema(
                description = "What `from_email` may be.",
                required = true,
                maxItems = SettingsCheck.MAX_SENDERS,
                examples = "[\"no-reply@acme.example\"]")
        List<String> senders,

        @Schema(
                description =
                        "Those of `senders` that mails cannot be from yet, because nobody has confirmed them: see `/api/v1/senders`.",
                required = true,
                readOnly = true,
                maxItems = SettingsCheck.MAX_SENDERS,
                examples = "[]")
        List<String> pendingSenders,

        @Schema(description = "Minutes by which what is due before a meeting may be late.", required = true)
        int beforeMeetingLatenessMinutes,

        @Schema(description = "Minutes by which all else may be late.", required = true)
        int latenessMinutes,

        @Schema(
                description = "From the firm's profile; null until an event told it.",
                required = true,
                nullable = true,
                readOnly = true,
                examples = "\"Acme Advisory\"")
        @Nullable
        String name,

        @Schema(
                description = "The default zone, from the firm's profile: an IANA name.",
                required = true,
                nullable = true,
                readOnly = true,
                examples = "\"Europe/Berlin\"")
        @Nullable
        String timeZone,

        @Schema(
                description = "The default locale, from the firm's profile: a BCP 47 tag.",
                required = true,
                nullable = true,
                readOnly = true,
                examples = "\"en-GB\"")
        @Nullable
        String locale) {

    static SettingsView of(FirmSettings.Values values, List<String> pending, Optional<FirmProfile> profile) {
        return new SettingsView(
                values.defaultFrom(),
                values.senders(),
                pending,
                values.beforeMeetingLatenessMinutes(),
                values.latenessMinutes(),
                profile.map(FirmProfile::name).orElse(null),
                profile.map(FirmProfile::timeZone).orElse(null),
                profile.map(FirmProfile::locale).orElse(null));
    }
}
