package io.punctual.workflow.firm;

import io.punctual.ground.problem.Faults;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules that a firm's settings must keep. It names every fault at once. */
final class SettingsCheck {
    static final int MAX_SENDERS = 50;

    private SettingsCheck() {}

    /**
     * Turns a document into what may be set.
     *
     * @param faults what reading the document has found already
     * @throws io.punctual.ground.problem.Problem 422 naming all faults
     */
    static FirmSettings.Values check(SettingsDocument document, Faults faults) {
        List<String> senders = addresses("senders", document.senders(), faults);
        String defaultFrom = document.defaultFrom();
        if (defaultFrom != null && !SenderAddress.isValid(defaultFrom)) {
            faults.add("default_from", "invalid_address", "A plain e-mail address, such as no-reply@acme.example.");
        } else if (defaultFrom != null && !senders.contains(defaultFrom) && !faults.has("senders")) {
            faults.add("default_from", "sender_not_configured", "It must be one of senders.");
        }
        int beforeMeeting = minutes(
                "before_meeting_lateness_minutes",
                document.beforeMeetingLatenessMinutes(),
                0,
                1440,
                FirmSettings.Values.DEFAULT_BEFORE_MEETING_LATENESS,
                faults);
        int lateness = minutes(
                "lateness_minutes", document.latenessMinutes(), 1, 10080, FirmSettings.Values.DEFAULT_LATENESS, faults);
        faults.throwIfAny();
        return new FirmSettings.Values(defaultFrom, senders, beforeMeeting, lateness);
    }

    /** A list of sender addresses: those of them that are good. */
    static List<String> addresses(String list, @Nullable List<@Nullable String> senders, Faults faults) {
        if (senders == null) {
            if (!faults.has(list)) {
                faults.add(list, "required", "It is missing; an empty list allows no sender.");
            }
            return List.of();
        }
        if (senders.size() > MAX_SENDERS) {
            faults.add(list, "too_many", "At most " + MAX_SENDERS + " senders.");
            return List.of();
        }
        List<String> valid = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int position = 0; position < senders.size(); position++) {
            String sender = senders.get(position);
            String field = list + "[" + position + "]";
            if (sender == null || !SenderAddress.isValid(sender)) {
                if (!faults.has(field)) {
                    faults.add(field, "invalid_address", "A plain e-mail address, such as no-reply@acme.example.");
                }
            } else if (seen.add(sender.toLowerCase(Locale.ROOT))) {
                valid.add(sender);
            } else {
                faults.add(field, "duplicate", "It is in the list already.");
            }
        }
        return List.copyOf(valid);
    }

    private static int minutes(String field, @Nullable Integer given, int least, int most, int preset, Faults faults) {
        if (given == null) {
            return preset;
        }
        if (given < least || given > most) {
            faults.add(field, "out_of_range", "From " + least + " to " + most + " minutes.");
        }
        return given;
    }
}
