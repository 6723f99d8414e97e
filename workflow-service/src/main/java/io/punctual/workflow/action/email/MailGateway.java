package io.punctual.workflow.action.email;

import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.firm.MailRoute;
import io.punctual.workflow.firm.MailRoutes;
import io.punctual.workflow.provider.Breaker;
import io.punctual.workflow.provider.Breakers;
import io.punctual.workflow.provider.Pace;
import io.punctual.workflow.provider.Provider;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailMessage;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The mail servers: a firm's own where it has an account, else the installation's. Uses the client beneath Quarkus Mailer, which
 * {@code quarkus.mailer.*} configures for the installation's server ({@link SmtpClients}); the mailer's own interface hides what
 * the server answered, and swallows mails where its mock is on. How failures are told apart: {@link SmtpFailures}.
 */
@Singleton
final class MailGateway {
    static final String CHANNEL = "email";
    private static final Provider INSTALLATION = Provider.ofInstallation(CHANNEL);

    private final MailServer installation;
    private final FirmMailClients firmClients;
    private final Function<UUID, MailRoute> routes;
    private final Breakers breakers;
    private final Pace pace;

    @Inject
    MailGateway(
            Vertx vertx,
            MailersRuntimeConfig mailers,
            TlsConfigurationRegistry tls,
            EmailConfig config,
            FirmMailClients firmClients,
            MailRoutes routes,
            Breakers breakers,
            Pace pace) {
        this(SmtpClients.server(vertx, mailers, tls, config.timeout()), firmClients, routes::of, breakers, pace);
    }

    MailGateway(
            MailServer installation,
            FirmMailClients firmClients,
            Function<UUID, MailRoute> routes,
            Breakers breakers,
            Pace pace) {
        this.installation = installation;
        this.firmClients = firmClients;
        this.routes = routes;
        this.breakers = breakers;
        this.pace = pace;
        // Its metric is there before its first mail.
        breakers.of(INSTALLATION);
    }

    @PreDestroy
    void close() {
        installation.close();
    }

    /** How a letter is handed over. */
    private interface HandOver {
        ActionOutcome to(MailServer server, Provider provider) throws InterruptedException;
    }

    /** Hands one mail of a firm to the server it goes through and waits for the answer, unless that is away or has had enough. */
    ActionOutcome send(UUID firmId, Letter letter) throws InterruptedException {
        return send(firmId, letter, (server, provider) -> {
            Breaker breaker = breakers.of(provider);
            Optional<Duration> pause = breaker.ask();
            if (pause.isPresent()) {
                return new ActionOutcome.Deferred(pause.get(), "provider_away");
            }
            Reply.Health health = Reply.Health.UNASKED;
            try {
                pause = pace.turn(provider, firmId, letter.from().toString(), letter.executionId());
                if (pause.isPresent()) {
                    return new ActionOutcome.Deferred(pause.get(), "rate_limited");
                }
                Reply reply = server.send(Messages.of(letter));
                health = reply.health();
                return reply.outcome();
            } finally {
                tell(breaker, health);
            }
        });
    }

    private static void tell(Breaker breaker, Reply.Health health) {
        switch (health) {
            case ANSWERED -> breaker.answered();
            case AWAY -> breaker.away();
            case UNASKED -> breaker.unused();
        }
    }

    /** The same at once, whatever is known of the server: somebody wants to see what it says. */
    ActionOutcome sendAtOnce(UUID firmId, Letter letter) throws InterruptedException {
        return send(firmId, letter, (server, provider) -> sendAtOnce(server, provider, Messages.of(letter)));
    }

    /** Hands a mail of the installation's own to its server at once, and waits for the answer. */
    ActionOutcome sendOwn(MailMessage message) throws InterruptedException {
        return sendAtOnce(installation, INSTALLATION, message);
    }

    private ActionOutcome sendAtOnce(MailServer server, Provider provider, MailMessage message)
            throws InterruptedException {
        Reply reply = server.send(message);
        if (reply.health() == Reply.Health.ANSWERED) {
            breakers.of(provider).isBack();
        }
        return reply.outcome();
    }

    private ActionOutcome send(UUID firmId, Letter letter, HandOver handOver) throws InterruptedException {
        String from = letter.from().toString();
        ActionOutcome outcome = switch (routes.apply(firmId)) {
            case MailRoute.Installation route ->
                route.mayBeFrom(from)
                        ? handOver.to(installation, INSTALLATION)
                        : new ActionOutcome.Permanent(
                                "sender_not_verified", "The sender's address has not been confirmed yet.");
            case MailRoute.Own route ->
                route.account().mayBeFrom(from)
                        ? handOver.to(firmClients.of(route), provider(route))
                        : new ActionOutcome.Permanent(
                                "sender_not_in_account",
                                "The firm's mail server account does not list the sender's address.");
            case MailRoute.Locked _ ->
                new ActionOutcome.Transient(
                        "account_locked", "The password of the firm's mail server account cannot be opened.", null);
        };
        return outcome instanceof ActionOutcome.Done
                ? new ActionOutcome.Done(Map.of(
                        "message_id",
                        letter.messageId(),
                        "recipients",
                        Integer.toString(1 + letter.cc().size())))
                : outcome;
    }

    private static Provider provider(MailRoute.Own route) {
        return new Provider(
                CHANNEL,
                route.account().firmId(),
                route.account().id() + "/" + route.account().version());
    }
}
