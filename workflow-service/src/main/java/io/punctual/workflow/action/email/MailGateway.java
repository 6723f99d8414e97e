package io.punctual.workflow.action.email;

import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.firm.MailRoute;
import io.punctual.workflow.firm.MailRoutes;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The mail servers: a firm's own where it has an account, else the installation's. Uses the client beneath Quarkus Mailer, which
 * {@code quarkus.mailer.*} configures for the installation's server ({@link SmtpClients}); the mailer's own interface hides what
 * the server answered, and swallows mails where its mock is on. How failures are told apart: {@link SmtpFailures}.
 */
@Singleton
final class MailGateway {
    private final MailClient installation;
    private final FirmMailClients firmClients;
    private final Function<UUID, MailRoute> routes;
    private final Duration patience;

    @Inject
    MailGateway(
            Vertx vertx,
            MailersRuntimeConfig mailers,
            TlsConfigurationRegistry tls,
            EmailConfig config,
            FirmMailClients firmClients,
            MailRoutes routes) {
        this(SmtpClients.create(vertx, mailers, tls, config.timeout()), firmClients, routes::of, config.timeout());
    }

    MailGateway(
            MailClient installation, FirmMailClients firmClients, Function<UUID, MailRoute> routes, Duration patience) {
        this.installation = installation;
        this.firmClients = firmClients;
        this.routes = routes;
        this.patience = patience;
    }

    @PreDestroy
    void close() {
        installation.close();
    }

    /** Hands one mail of a firm to the server it goes through, and waits for the answer. */
    ActionOutcome send(UUID firmId, Letter letter) throws InterruptedException {
        String from = letter.from().toString();
        return switch (routes.apply(firmId)) {
            case MailRoute.Installation route ->
                route.mayBeFrom(from)
                        ? send(installation, letter)
                        : new ActionOutcome.Permanent(
                                "sender_not_verified", "The sender's address has not been confirmed yet.");
            case MailRoute.Own route ->
                route.account().mayBeFrom(from)
                        ? send(firmClients.of(route), letter)
                        : new ActionOutcome.Permanent(
                                "sender_not_in_account",
                                "The firm's mail server account does not list the sender's address.");
            case MailRoute.Locked _ ->
                new ActionOutcome.Transient(
                        "account_locked", "The password of the firm's mail server account cannot be opened.", null);
        };
    }

    private ActionOutcome send(MailClient client, Letter letter) throws InterruptedException {
        ActionOutcome outcome = send(client, Messages.of(letter));
        return outcome instanceof ActionOutcome.Done
                ? new ActionOutcome.Done(Map.of(
                        "message_id",
                        letter.messageId(),
                        "recipients",
                        Integer.toString(1 + letter.cc().size())))
                : outcome;
    }

    /** Hands a mail of the installation's own to its server, and waits for the answer. */
    ActionOutcome sendOwn(MailMessage message) throws InterruptedException {
        return send(installation, message);
    }

    private ActionOutcome send(MailClient client, MailMessage message) throws InterruptedException {
        try {
            client.sendMail(message)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new ActionOutcome.Done(Map.of());
        } catch (TimeoutException e) {
            return SmtpFailures.timeout();
        } catch (ExecutionException e) {
            return SmtpFailures.of(e.getCause());
        }
    }
}
