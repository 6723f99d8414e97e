package io.punctual.workflow.action.email;

import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.outgoing.GatheringVertx;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A mail server as one account reaches it. A mail is handed to the client when a connection is free for it or is about to be: the
 * client never drops what waits inside it, and would send it after we had given up. All that the client does happens on one event
 * loop.
 */
final class MailServer {
    /** For each connection one mail on its way, and one that follows at once. */
    private static final int MAILS_PER_CONNECTION = 2;
    /** Of the patience, so that waiting and sending together stay within a try's time. */
    private static final int SHARE_TO_WAIT = 4;

    private static final long SHORTEST_PAUSE_MILLIS = 5_000;
    private static final long LONGEST_PAUSE_MILLIS = 15_000;

    private final GatheringVertx vertx;
    private final MailClient client;
    private final Semaphore places;
    private final Duration patience;

    /**
     * Sends to the server that {@code config} names, over connections that are opened as they are on {@code vertx}.
     *
     * @param patience how long a mail may take once it is its turn
     */
    MailServer(Vertx vertx, MailConfig config, Duration patience) {
        this.vertx = new GatheringVertx(vertx);
        this.client = MailClient.create(this.vertx, config);
        this.places = new Semaphore(MAILS_PER_CONNECTION * config.getMaxPoolSize(), true);
        this.patience = patience;
    }

    /** Hands over one mail, and waits for the answer. */
    Reply send(MailMessage message) throws InterruptedException {
        if (!places.tryAcquire(patience.toMillis() / SHARE_TO_WAIT, TimeUnit.MILLISECONDS)) {
            return new Reply(busy(), Reply.Health.UNASKED);
        }
        try {
            vertx.there(() -> client.sendMail(message))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(new ActionOutcome.Done(Map.of()), Reply.Health.ANSWERED);
        } catch (TimeoutException e) {
            return SmtpFailures.timeout();
        } catch (ExecutionException e) {
            return SmtpFailures.of(e.getCause());
        } finally {
            places.release();
        }
    }

    private static ActionOutcome busy() {
        long pause = ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        return new ActionOutcome.Deferred(Duration.ofMillis(pause), "provider_busy");
    }

    /** Closes the connections. */
    void close() {
        vertx.there(client::close);
    }
}
