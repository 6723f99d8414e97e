package io.punctual.workflow.action.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.workflow.action.ActionOutcome;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The connections to one mail server, which many threads share. */
class MailServerConnectionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAILS = 300;
    private static final int POOL = 4;

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedSmtp smtp = new ScriptedSmtp();

    @AfterEach
    void close() throws IOException {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        smtp.close();
    }

    private List<ActionOutcome> sendFromManyThreads(MailConfig config) throws Exception {
        MailServer server = new MailServer(vertx, SmtpClients.bounded(config.setMaxPoolSize(POOL), PATIENCE), PATIENCE);
        MailMessage mail = new MailMessage()
                .setFrom("no-reply@acme.example")
                .setTo("ada@example.org")
                .setText("Hi");
        Callable<ActionOutcome> send = () -> server.send(mail).outcome();
        List<ActionOutcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<ActionOutcome> sent : threads.invokeAll(Collections.nCopies(MAILS, send))) {
                outcomes.add(sent.get());
            }
        }
        return outcomes;
    }

    @Test
    void noGreetingIsLostThoughEachMailHasAConnectionOfItsOwn() throws Exception {
        assertThat(sendFromManyThreads(new MailConfig("127.0.0.1", smtp.port()).setKeepAlive(false)))
                .hasSize(MAILS)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(ActionOutcome.Done.class));
        assertThat(Collections.frequency(smtp.heard(), "EHLO")).isEqualTo(MAILS);
    }

    @Test
    void connectionsAreSharedByAllThreads() throws Exception {
        assertThat(sendFromManyThreads(new MailConfig("127.0.0.1", smtp.port()).setKeepAlive(true)))
                .hasSize(MAILS)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(ActionOutcome.Done.class));
        assertThat(Collections.frequency(smtp.heard(), "EHLO")).isBetween(1, POOL);
    }
}
