package io.punctual.trial.bench.limit;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The mail client that the service stands on, by itself: one ready message, as many at once as there are connections. */
public final class BareMail implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final MailClient client;
    private final int connections;

    /** To a server on loopback. */
    public BareMail(int port, int connections) {
        this.connections = connections;
        this.client = MailClient.create(
                vertx,
                new MailConfig("127.0.0.1", port)
                        .setMaxPoolSize(connections)
                        .setKeepAlive(true)
                        .setOwnHostname("localhost"));
    }

    /** Sends so many; returns how many that were per second. */
    public double send(int mails) throws InterruptedException {
        Semaphore free = new Semaphore(connections);
        CountDownLatch left = new CountDownLatch(mails);
        AtomicInteger failed = new AtomicInteger();
        long begin = System.nanoTime();
        for (int i = 0; i < mails; i++) {
            free.acquire();
            client.sendMail(message()).onComplete(result -> {
                free.release();
                failed.addAndGet(result.succeeded() ? 0 : 1);
                left.countDown();
            });
        }
        left.await();
        if (failed.get() > 0) {
            throw new IllegalStateException(failed + " mails were not sent");
        }
        return mails / ((System.nanoTime() - begin) / 1e9);
    }

    private static MailMessage message() {
        return new MailMessage()
                .setFrom("office@acme.example")
                .setTo("zoe@client.example")
                .setSubject("Consultation on Wednesday, 26 November 2031")
                .setText("""
                        Dear Zoë Müller,

                        we look forward to seeing you on Wednesday, 26 November 2031, 13:00 (Europe/London, GMT).

                        Join at https://meet.example/acme-7f3a.

                        If you cannot come, write to sam@acme.example in good time.

                        Kind regards
                        Sam O'Brien
                        Acme Advisory
                        """);
    }

    @Override
    public void close() {
        client.close();
        vertx.close();
    }
}
