package io.punctual.local.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String NASTY = "Grüße <script>alert(\"1\")</script> & 'Co'";

    private final Inbox inbox = new Inbox(3);
    private final MailServer mailServer = MailServer.start(0, inbox, Clock.fixed(NOON, ZoneOffset.UTC));
    private final InboxServer page = InboxServer.start(0, inbox);
    private final Session session = session(mailServer.port());

    @AfterEach
    void stop() {
        page.close();
        mailServer.close();
    }

    @Test
    void jsonListsWhatArrivedNewestFirst() throws Exception {
        send(plain("first", "one"));
        send(plain(NASTY, "Text with \"quotes\", <tags>\nand a second line"));

        JsonNode messages = new ObjectMapper().readTree(get("/api/messages").body());

        assertThat(messages).hasSize(2);
        JsonNode newest = messages.get(0);
        assertThat(newest.path("subject").asText()).isEqualTo(NASTY);
        assertThat(newest.path("text").asText()).contains("Text with \"quotes\", <tags>", "and a second line");
        assertThat(newest.path("html").asText("missing")).isEmpty();
        assertThat(newest.path("from").asText()).isEqualTo("no-reply@acme.example");
        assertThat(newest.path("to").get(0).asText()).isEqualTo("pat@customer.example");
        assertThat(newest.path("message_id").asText()).startsWith("<").endsWith(">");
        assertThat(newest.path("headers").path("X-Punctual-Execution").asText()).isEqualTo("one, two");
        assertThat(newest.path("received_at").asText()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(messages.get(1).path("subject").asText()).isEqualTo("first");
    }

    @Test
    void oneMessageToSeveralRecipientsIsOneMail() throws Exception {
        MimeMessage message = plain("to two", "one");
        message.addRecipients(Message.RecipientType.CC, "second@customer.example");
        send(message);

        assertThat(inbox.newestFirst()).hasSize(1);
    }

    @Test
    void htmlAndAttachmentsAreToldFromTheText() throws Exception {
        MimeBodyPart text = new MimeBodyPart();
        text.setText("plain", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText("<b>bold</b>", "UTF-8", "html");
        MimeBodyPart calendar = new MimeBodyPart();
        calendar.setText("BEGIN:VCALENDAR", "UTF-8", "calendar");
        calendar.setFileName("invite.ics");
        MimeMessage message = plain("all", "");
        message.setContent(new MimeMultipart("mixed", text, html, calendar));
        send(message);

        Mail mail = inbox.newestFirst().getFirst();
        assertThat(mail.text()).isEqualTo("plain");
        assertThat(mail.html()).isEqualTo("<b>bold</b>");
        assertThat(mail.attachments()).singleElement().satisfies(attachment -> {
            assertThat(attachment.filename()).isEqualTo("invite.ics");
            assertThat(attachment.contentType()).startsWith("text/calendar");
            assertThat(attachment.content()).isEqualTo("BEGIN:VCALENDAR");
        });
    }

    @Test
    void pagesEscapeWhatMailsContain() throws Exception {
        send(plain(NASTY, NASTY));

        for (String path : new String[] {"/", "/rows", "/messages/1"}) {
            HttpResponse<String> response = get(path);
            assertThat(response.body())
                    .contains("Grüße &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;Co&#39;")
                    .doesNotContain("<script>alert");
            assertThat(response.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(
                            policy -> assertThat(policy).contains("default-src 'none'", "script-src 'self'"));
        }
    }

    @Test
    void htmlOfAMailIsShownInASandbox() throws Exception {
        MimeMessage message = plain("html", "");
        message.setContent("<script>alert(1)</script><p>Hello", "text/html; charset=UTF-8");
        send(message);

        assertThat(get("/messages/1").body()).contains("<iframe sandbox ").doesNotContain("alert(1)");
        HttpResponse<String> body = get("/messages/1/html");
        assertThat(body.body()).contains("<p>Hello");
        assertThat(body.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("sandbox; default-src 'none'"));
    }

    @Test
    void theOldestMakesRoom() throws Exception {
        for (int i = 1; i <= 4; i++) {
            send(plain("mail " + i, "text"));
        }

        assertThat(inbox.newestFirst()).extracting(Mail::subject).containsExactly("mail 4", "mail 3", "mail 2");
        assertThat(get("/messages/1").statusCode()).isEqualTo(404);
        assertThat(get("/messages/4").statusCode()).isEqualTo(200);
    }

    private MimeMessage plain(String subject, String text) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("no-reply@acme.example"));
        message.setRecipients(Message.RecipientType.TO, "pat@customer.example");
        message.setSubject(subject, "UTF-8");
        message.addHeader("X-Punctual-Execution", "one");
        message.addHeader("X-Punctual-Execution", "two");
        message.setText(text, "UTF-8");
        return message;
    }

    private static void send(MimeMessage message) throws MessagingException {
        Transport.send(message);
    }

    private static Session session(int port) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        return Session.getInstance(properties);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + page.port() + path))
                            .build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }
}
