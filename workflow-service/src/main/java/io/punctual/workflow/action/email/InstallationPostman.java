package io.punctual.workflow.action.email;

import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.firm.Postman;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailMessage;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The installation's own mails. */
@Singleton
final class InstallationPostman implements Postman {
    private final MailGateway gateway;

    @Inject
    InstallationPostman(MailGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public Optional<String> send(String from, String to, String subject, String text) throws InterruptedException {
        MailMessage message = new MailMessage()
                .setFrom(from)
                .setTo(to)
                .setText(text)
                .setHeaders(MultiMap.caseInsensitiveMultiMap()
                        .set("Subject", EncodedWords.of(HeaderText.oneLine(subject)))
                        .set("Auto-Submitted", "auto-generated"));
        return switch (gateway.sendOwn(message)) {
            case ActionOutcome.Done _ -> Optional.empty();
            case ActionOutcome.NoRecipient _ -> Optional.of("no_recipient");
            case ActionOutcome.Transient failure -> Optional.of(failure.errorCode());
            case ActionOutcome.Permanent failure -> Optional.of(failure.errorCode());
            case ActionOutcome.Deferred deferred -> Optional.of(deferred.code());
        };
    }
}
