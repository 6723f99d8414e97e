package io.punctual.workflow.action.email;

import io.punctual.workflow.action.ActionOutcome;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The mail server. Uses the client beneath Quarkus Mailer ({@link SmtpClients}), which {@code quarkus.mailer.*} configures; the
 * mailer's own interface hides what the server answered, and swallows mails where its mock is on.
 *
 * <p>Error codes: {@code rejected} (permanent: the server said 5xx, or the addresses cannot be written); transient are
 * {@code smtp_temporary} (4xx), {@code smtp_login} (it does not let us in, which says nothing about this mail),
 * {@code smtp_timeout} and {@code smtp_unreachable}.
 */
@Singleton
final class MailGateway {
    private static final Set<Integer> LOGIN = Set.of(530, 534, 535, 538);

    private final MailClient client;
    private final Duration patience;

    @Inject
    MailGateway(Vertx vertx, MailersRuntimeConfig mailers, TlsConfigurationRegistry tls, EmailConfig config) {
        this(SmtpClients.create(vertx, mailers, tls, config.timeout()), config.timeout());
    }

    MailGateway(MailClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /** Hands one mail to the server and waits for its answer. */
    ActionOutcome send(Letter letter) throws InterruptedException {
        try {
            client.sendMail(message(letter))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new ActionOutcome.Done(Map.of(
                    "message_id",
                    letter.messageId(),
                    "recipients",
                    Integer.toString(1 + letter.cc().size())));
        } catch (TimeoutException e) {
            return new ActionOutcome.Transient("smtp_timeout", "The mail server did not answer in time.", null);
        } catch (ExecutionException e) {
            return failure(e.getCause());
        }
    }

    private static ActionOutcome failure(@Nullable Throwable cause) {
        if (!(cause instanceof SMTPException refusal)) {
            return new ActionOutcome.Transient(
                    "smtp_unreachable", "The mail server could not be reached, or hung up.", null);
        }
        int code = refusal.getReplyCode();
        if (LOGIN.contains(code)) {
            return new ActionOutcome.Transient("smtp_login", "The mail server refused our login: " + code + ".", null);
        }
        // What the server says often repeats the address: only its number is kept.
        return code >= 500
                ? new ActionOutcome.Permanent("rejected", "The mail server refused the mail: " + code + ".")
                : new ActionOutcome.Transient("smtp_temporary", "The mail server asked to wait: " + code + ".", null);
    }

    private static MailMessage message(Letter letter) {
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
