package io.punctual.local.inbox;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a MIME message into a {@link Mail}. */
final class MailReader {
    private final List<Mail.Attachment> attachments = new ArrayList<>();
    private String text = "";
    private String html = "";

    private MailReader() {}

    /** {@return the mail, not numbered yet} */
    static Mail read(MimeMessage message, Instant receivedAt) throws MessagingException, IOException {
        MailReader reader = new MailReader();
        reader.part(message);
        return new Mail(
                0,
                Optional.ofNullable(message.getMessageID()).orElse(""),
                addresses(message.getFrom()).stream().findFirst().orElse(""),
                addresses(message.getRecipients(Message.RecipientType.TO)),
                Optional.ofNullable(message.getSubject()).orElse(""),
                reader.text,
                reader.html,
                headers(message),
                receivedAt,
                List.copyOf(reader.attachments));
    }

    private void part(Part part) throws MessagingException, IOException {
        boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        if (!attached && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                part(inner);
            }
        } else if (!attached && text.isEmpty() && part.isMimeType("text/plain")) {
            text = textOf(part);
        } else if (!attached && html.isEmpty() && part.isMimeType("text/html")) {
            html = textOf(part);
        } else {
            attachments.add(attachment(part));
        }
    }

    private static Mail.Attachment attachment(Part part) throws MessagingException, IOException {
        String filename = Optional.ofNullable(part.getFileName()).orElse("");
        String contentType = MimeUtility.unfold(part.getContentType());
        if (part.isMimeType("text/*")) {
            return new Mail.Attachment(filename, contentType, "text", textOf(part));
        }
        try (InputStream in = part.getInputStream()) {
            return new Mail.Attachment(
                    filename, contentType, "base64", Base64.getEncoder().encodeToString(in.readAllBytes()));
        }
    }

    private static String textOf(Part part) throws MessagingException, IOException {
        if (part.getContent() instanceof String content) {
            return content.replace("\r\n", "\n");
        }
        // A type without a text decoder here, such as text/calendar.
        try (InputStream in = part.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    private static List<String> addresses(Address @Nullable [] addresses) {
        if (addresses == null) {
            return List.of();
        }
        List<String> plain = new ArrayList<>();
        for (Address address : addresses) {
            plain.add(address instanceof InternetAddress internet ? internet.getAddress() : address.toString());
        }
        return plain;
    }

    private static Map<String, String> headers(MimeMessage message) throws MessagingException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.merge(header.getName(), decoded(header.getValue()), (one, other) -> one + ", " + other);
        }
        return headers;
    }

    private static String decoded(String value) {
        String unfolded = MimeUtility.unfold(value);
        try {
            return MimeUtility.decodeText(unfolded);
        } catch (UnsupportedEncodingException unknownCharset) {
            return unfolded;
        }
    }
}
