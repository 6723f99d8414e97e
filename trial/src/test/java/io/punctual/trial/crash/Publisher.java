package io.punctual.trial.crash;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Sends events until they are taken, as the appointments service does: at least once, whatever dies meanwhile. */
final class Publisher implements AutoCloseable {
    static final String SECRET = "whsec_"
            + Base64.getEncoder().encodeToString("punctual-local-only-signing-secret".getBytes(StandardCharsets.UTF_8));

    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 500;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final Supplier<URI> door;
    private final Clock clock;

    /**
     * Sends to whoever lets in.
     *
     * @param door where to, asked anew for each try
     */
    Publisher(Supplier<URI> door, Clock clock) {
        this.door = door;
        this.clock = clock;
    }

    /** Sends it soon; waits while too many are under way, as a publisher with so many connections does. */
    void send(Announcement event) throws InterruptedException {
        places.acquire();
        threads.execute(() -> {
            try {
                sendNow(event);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                places.release();
            }
        });
    }

    /** Sends it, and returns when it is taken. */
    void sendNow(Announcement event) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (!isTaken(event)) {
            Thread.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    /** Waits until everything that was handed over has been taken. */
    void awaitAllTaken() throws InterruptedException {
        places.acquire(AT_ONCE);
        places.release(AT_ONCE);
    }

    /** What was refused for good: nothing should be. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    private boolean isTaken(Announcement event) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(signed(event), BodyHandlers.ofString());
            int status = answer.statusCode();
            if (status / 100 == 4 && status != 429) {
                refusals.add(status + " " + answer.body());
                return true;
            }
            return status / 100 == 2;
        } catch (IOException notHeard) {
            return false;
        }
    }

    private HttpRequest signed(Announcement event) {
        long seconds = clock.instant().getEpochSecond();
        try {
            return HttpRequest.newBuilder(door.get())
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/cloudevents+json")
                    .header("webhook-id", event.id())
                    .header("webhook-timestamp", Long.toString(seconds))
                    .header("webhook-signature", new Webhook(SECRET).sign(event.id(), seconds, event.json()))
                    .POST(BodyPublishers.ofString(event.json()))
                    .build();
        } catch (WebhookSigningException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
