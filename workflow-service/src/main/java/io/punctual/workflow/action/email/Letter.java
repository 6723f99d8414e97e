package io.punctual.workflow.action.email;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One mail, rendered and ready to be sent.
 *
 * @param executionId what it is sent for: its Message-ID is made from it
 * @param subject one line without control characters
 * @param html beside the text, or null
 * @param invitation an iCalendar object, or null
 * @param date the instant of the try
 */
record Letter(
        UUID executionId,
        EmailAddress from,
        EmailAddress to,
        List<EmailAddress> cc,
        @Nullable EmailAddress replyTo,
        String subject,
        String text,
        @Nullable String html,
        @Nullable Invitation invitation,
        Instant date) {

    /** The same for each try, so that whoever receives it twice can tell. */
    String messageId() {
        return "<" + executionId + "@" + from.domain() + ">";
    }
}
