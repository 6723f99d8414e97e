package io.punctual.local.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A mail as it arrived. Its JSON (snake_case) is what {@code GET /api/messages} lists.
 *
 * @param id counts from 1 in order of arrival, since this inbox started
 * @param messageId the Message-ID header as it stands, with its angle brackets; empty if there was none
 * @param from the sender's address
 * @param to the addresses of the To header
 * @param subject decoded; empty if there was none
 * @param text the plain text body, its lines ended by a line feed alone; empty if there was none
 * @param html the HTML body; empty if there was none
 * @param headers each header's name and decoded value; several values of one name are joined by {@code ", "}
 * @param receivedAt when our mail server had taken it
 * @param attachments everything else, in order
 */
public record Mail(
        long id,
        String messageId,
        String from,
        List<String> to,
        String subject,
        String text,
        String html,
        Map<String, String> headers,
        Instant receivedAt,
        List<Attachment> attachments) {

    /** The same mail as {@code number}. */
    Mail numbered(long number) {
        return new Mail(number, messageId, from, to, subject, text, html, headers, receivedAt, attachments);
    }

    /**
     * A part that is not the body.
     *
     * @param filename empty if it has none
     * @param contentType with its parameters
     * @param encoding {@code text} or {@code base64}: how to read the content
     * @param content the text itself for text types, else base64
     */
    public record Attachment(String filename, String contentType, String encoding, String content) {}
}
