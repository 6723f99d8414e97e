package io.punctual.workflow.action.email;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.punctual.ground.problem.Fault;
import io.punctual.ground.problem.Faults;
import io.punctual.workflow.action.ActionContext;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.action.KnownActions;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.action.StepVersion;
import io.punctual.workflow.appointment.Snapshot;
import io.punctual.workflow.firm.FirmSenders;
import io.punctual.workflow.firm.MailRoute;
import io.punctual.workflow.provider.Providers;
import io.punctual.workflow.template.Templates;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailConfig;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything between a configuration and a mail server, as the product wires it. */
final class Post implements AutoCloseable {
    static final UUID EXECUTION = UUID.fromString("0198c3a2-0000-7000-8000-0000000000ee");
    static final Instant NOW = Instant.parse("2026-11-23T13:00:00Z");
    static final FirmSenders SENDERS =
            new FirmSenders("no-reply@acme.example", List.of("no-reply@acme.example", "Desk@acme.example"));

    static final UUID FIRM = UUID.fromString("00000000-0000-7000-8000-00000000ac3e");
    static final int POOL = 4;

    private final Vertx vertx = Vertx.vertx();
    private final @Nullable GreenMail server;
    final KnownActions actions;
    private int version;
    final Providers providers = new Providers();
    MailRoute route = new MailRoute.Installation(Optional.empty());

    private Post(@Nullable GreenMail server, int port, Duration patience) {
        this.server = server;
        MailConfig config = SmtpClients.bounded(new MailConfig("127.0.0.1", port), patience)
                .setKeepAlive(true)
                .setMaxPoolSize(POOL);
        MailGateway gateway = new MailGateway(
                new MailServer(vertx, config, patience),
                new FirmMailClients(vertx, vertx, patience, 1),
                _ -> route,
                providers.breakers(),
                providers.pace());
        actions = new KnownActions(List.of(new SendEmailHandler(new Templates(), gateway)));
    }

    /** With a mail server that takes everything. */
    static Post withServer() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return new Post(server, server.getSmtp().getPort(), Duration.ofSeconds(30));
    }

    /** With whatever listens at {@code port}. */
    static Post to(int port, Duration patience) {
        return new Post(null, port, patience);
    }

    static ObjectNode mail() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("subject", "Reminder")
                .put("template", "Hi {{contact.name}}")
                .put("to_email", "{{contact.email}}");
    }

    ActionOutcome send(ObjectNode config, Snapshot snapshot) throws InterruptedException {
        return send(config, snapshot, SENDERS, EXECUTION);
    }

    ActionOutcome send(ObjectNode config, Snapshot snapshot, FirmSenders senders, UUID execution)
            throws InterruptedException {
        StepVersion step = new StepVersion(EXECUTION, EXECUTION, ++version, "s1", "send_email");
        return actions.run(step, config.toString(), new ActionContext(FIRM, execution, snapshot, senders, NOW));
    }

    @Nullable
    Recipient recipient(ObjectNode config) {
        return actions.check("send_email", config, SENDERS, new Faults());
    }

    List<Fault> faults(ObjectNode config) {
        Faults faults = new Faults();
        actions.check("send_email", config, SENDERS, faults.at("steps[0]"));
        return faults.all();
    }

    List<MimeMessage> received() {
        return server == null ? List.of() : List.of(server.getReceivedMessages());
    }

    MimeMessage onlyMail() {
        List<MimeMessage> mails = received();
        if (mails.size() != 1) {
            throw new AssertionError(mails.size() + " mails arrived");
        }
        return mails.getFirst();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        if (server != null) {
            server.stop();
        }
    }
}
