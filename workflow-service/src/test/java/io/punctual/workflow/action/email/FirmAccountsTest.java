package io.punctual.workflow.action.email;

import static io.punctual.workflow.template.Meetings.meeting;
import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.workflow.action.ActionContext;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.action.KnownActions;
import io.punctual.workflow.action.StepVersion;
import io.punctual.workflow.firm.MailRoute;
import io.punctual.workflow.firm.SmtpAccount;
import io.punctual.workflow.firm.TlsMode;
import io.punctual.workflow.outgoing.Resolving;
import io.punctual.workflow.provider.Providers;
import io.punctual.workflow.template.Templates;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which server a mail goes through, and what its failures mean; the servers are scripted. */
class FirmAccountsTest {
    private static final Duration SHORT = Duration.ofMillis(900);

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedSmtp server = Accounts.server();
    /** Shortened where waiting for nothing is the point. */
    private Duration patience = Duration.ofSeconds(20);

    private int version;

    @AfterEach
    void close() throws IOException {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    private MailRoute.Own account(TlsMode tls, String... from) {
        return Accounts.at("mail.firm.example", server.port(), tls, from);
    }

    private ActionOutcome send(MailRoute route, FirmMailClients clients) throws InterruptedException {
        MailServer nowhere =
                new MailServer(vertx, SmtpClients.bounded(new MailConfig("127.0.0.1", 1), patience), patience);
        Providers providers = new Providers();
        MailGateway gateway = new MailGateway(nowhere, clients, _ -> route, providers.breakers(), providers.pace());
        KnownActions actions = new KnownActions(List.of(new SendEmailHandler(new Templates(), gateway)));
        StepVersion step = new StepVersion(Post.FIRM, Post.EXECUTION, ++version, "s1", "send_email");
        return actions.run(
                step,
                Post.mail().toString(),
                new ActionContext(Post.FIRM, Post.EXECUTION, meeting().snapshot(), Post.SENDERS, Post.NOW));
    }

    private ActionOutcome send(MailRoute route, String address) throws InterruptedException {
        return send(route, new FirmMailClients(vertx, Resolving.to(vertx, address, server.port()), patience, 2));
    }

    private static String code(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Done _ -> "done";
            case ActionOutcome.NoRecipient _ -> "nobody";
            case ActionOutcome.Transient failure -> "transient " + failure.errorCode();
            case ActionOutcome.Permanent failure -> "permanent " + failure.errorCode();
            case ActionOutcome.Deferred deferred -> "deferred " + deferred.code();
        };
    }

    @Test
    void aMailGoesThroughTheFirmsAccountFromItsAddressesAlone() throws Exception {
        assertThat(code(send(account(TlsMode.NONE, "No-Reply@acme.example"), "127.0.0.1")))
                .isEqualTo("done");
        assertThat(code(send(account(TlsMode.NONE, "other@acme.example"), "127.0.0.1")))
                .isEqualTo("permanent sender_not_in_account");
    }

    @Test
    void throughTheInstallationOnlyConfirmedAddressesSend() throws Exception {
        MailRoute none = new MailRoute.Installation(Optional.of(Set.of("desk@acme.example")));
        MailRoute confirmed = new MailRoute.Installation(Optional.of(Set.of("no-reply@acme.example")));
        assertThat(code(send(none, "127.0.0.1"))).isEqualTo("permanent sender_not_verified");
        assertThat(code(send(confirmed, "127.0.0.1"))).isEqualTo("transient smtp_unreachable");
        assertThat(code(send(new MailRoute.Locked(), "127.0.0.1"))).isEqualTo("transient account_locked");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1", "169.254.169.254", "192.168.1.1", "::1", "fd00:ec2::254"})
    void aNameThatLeadsInsideIsRefusedForGood(String inside) throws Exception {
        assertThat(code(send(account(TlsMode.NONE, "no-reply@acme.example"), inside)))
                .isEqualTo("permanent destination_refused");
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH, 535 5.7.8 wrong: canary-p4ssword, transient smtp_auth_failed",
        "AUTH, 454 try later canary-p4ssword, transient smtp_temporary",
        "EHLO, 250 no login here, transient smtp_auth_failed",
        "GREETING, 554 canary-p4ssword, permanent rejected",
        "MAIL, 553 not your address canary-p4ssword, permanent rejected",
        "BODY, hang up, transient smtp_unreachable",
        "AUTH, silence, transient smtp_timeout"
    })
    void failuresHaveCodesAndRepeatNothingThatTheServerSaid(String command, String answer, String code)
            throws Exception {
        if (answer.equals(ScriptedSmtp.SILENCE)) {
            patience = SHORT;
        }
        server.answer(command, answer);
        ActionOutcome outcome = send(account(TlsMode.NONE, "no-reply@acme.example"), "127.0.0.1");
        assertThat(code(outcome)).isEqualTo(code);
        assertThat(outcome.toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS", "IMPLICIT"})
    void withoutTlsNothingIsSaidToAServerThatWasToHaveIt(TlsMode tls) throws Exception {
        patience = SHORT;
        ActionOutcome outcome = send(account(tls, "no-reply@acme.example"), "127.0.0.1");
        assertThat(code(outcome)).isIn("transient smtp_tls_failed", "transient smtp_timeout");
        assertThat(server.heard()).doesNotContain("AUTH").doesNotContain("MAIL");
    }

    @Test
    void clientsAreKeptForThoseWhoSentLastAndMadeAnewWhenTheAccountChanges() {
        FirmMailClients clients = new FirmMailClients(vertx, vertx, patience, 2);
        MailRoute.Own first = account(TlsMode.NONE, "a@acme.example");
        MailServer server = clients.of(first);
        assertThat(clients.of(first)).isSameAs(server);
        SmtpAccount old = first.account();
        SmtpAccount changed = new SmtpAccount(
                old.firmId(),
                old.id(),
                old.host(),
                old.port(),
                old.tls(),
                old.username(),
                old.passwordId(),
                old.passwordUpdatedAt(),
                old.fromAddresses(),
                2,
                old.updatedAt());
        assertThat(clients.of(new MailRoute.Own(changed, first.password()))).isNotSameAs(server);
        for (int i = 0; i < 5; i++) {
            SmtpAccount other = new SmtpAccount(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    old.host(),
                    old.port(),
                    old.tls(),
                    old.username(),
                    old.passwordId(),
                    old.passwordUpdatedAt(),
                    old.fromAddresses(),
                    1,
                    old.updatedAt());
            clients.of(new MailRoute.Own(other, first.password()));
        }
        assertThat(clients.size()).isEqualTo(2);
    }
}
