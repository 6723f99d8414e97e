package io.punctual.local.process;

import io.punctual.local.terminal.LaunchFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks a starting service whether it is ready. */
public final class Readiness {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(REQUEST_LIMIT)
            .build();

    /**
     * Waits until the service answers that it is ready.
     *
     * @param port where it listens
     * @throws LaunchFailure if it ends before, or is not ready in time
     */
    public void await(ServiceProcess service, int port) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(REQUEST_LIMIT)
                .build();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (!service.isAlive()) {
                throw new LaunchFailure(service.obituary());
            }
            if (isReady(request)) {
                return;
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
        throw new LaunchFailure("The " + service.name() + " was not ready after " + LIMIT.toSeconds()
                + " s: look into its log, below .data/logs");
    }

    private boolean isReady(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notListeningYet) {
            return false;
        }
    }
}
