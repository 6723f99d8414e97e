package io.punctual.workflow.action;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends one mail. Every text is a template.
 *
 * @param template the plain text body
 * @param htmlTemplate the HTML body beside it, or null
 * @param toEmail one address
 * @param cc up to ten more addresses of the same message
 * @param replyTo where answers go, or null
 * @param fromEmail one of the firm's senders, or null for its default
 * @param attachIcs whether the meeting is attached as an iCalendar invitation
 */
public record SendEmail(
        String subject,
        String template,
        @Nullable String htmlTemplate,
        String toEmail,
        List<String> cc,
        @Nullable String replyTo,
        @Nullable String fromEmail,
        boolean attachIcs)
        implements Action {}
