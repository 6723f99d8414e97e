package io.punctual.workflow.action.email;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailMessage;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes letters as the mail client takes them. */
final class Messages {
    private Messages() {}

    static MailMessage of(Letter letter) {
        MailMessage message = new MailMessage();
        message.setFrom(letter.from().toString());
        message.setTo(letter.to().toString());
        if (!letter.cc().isEmpty()) {
            message.setCc(letter.cc().stream().map(EmailAddress::toString).toList());
        }
        message.setText(letter.text());
        if (letter.html() != null) {
            message.setHtml(letter.html());
        }
        message.setHeaders(headers(letter));
        if (letter.invitation() != null) {
            message.setAttachment(List.of(attachment(letter.invitation())));
        }
        return message;
    }

    private static MultiMap headers(Letter letter) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .set("Message-ID", letter.messageId())
                .set(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                letter.date().atOffset(ZoneOffset.UTC)))
                .set("Subject", EncodedWords.of(letter.subject()))
                .set("Auto-Submitted", "auto-generated")
                .set("X-Punctual-Execution", letter.executionId().toString());
        return letter.replyTo() == null
                ? headers
                : headers.set("Reply-To", letter.replyTo().toString());
    }

    private static MailAttachment attachment(Invitation invitation) {
        return MailAttachment.create()
                .setName("invite.ics")
                .setContentType("text/calendar; charset=utf-8; method=" + invitation.method())
                .setDisposition("attachment")
                .setData(Buffer.buffer(invitation.icalendar().getBytes(StandardCharsets.UTF_8)));
    }
}
