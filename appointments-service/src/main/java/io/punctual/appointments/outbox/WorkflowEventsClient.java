package io.punctual.appointments.outbox;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.punctual.appointments.event.AppointmentEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends one event to the receiver's door, signed as Standard Webhooks says, and reads its answer. */
@ApplicationScoped
public class WorkflowEventsClient {
    private final OutboxConfig config;
    private final Clock clock;
    private final Webhook signer;
    private final HttpClient http;

    @Inject
    WorkflowEventsClient(OutboxConfig config, SigningSecret secret, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.signer = new Webhook(secret.value());
        // HTTP/1.1 spares every first request the attempt to upgrade. A redirect is an answer like any other failure:
        // the
        // signature was made for the configured target and nobody else.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Tries once, within {@link OutboxConfig#timeout()}. */
    Answer send(Delivery delivery) throws InterruptedException {
        Instant now = clock.instant();
        CompletableFuture<HttpResponse<Void>> exchange =
                http.sendAsync(request(delivery, now), HttpResponse.BodyHandlers.discarding());
        try {
            return read(exchange.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS), now);
        } catch (TimeoutException e) {
            return failed("timeout");
        } catch (ExecutionException e) {
            return failed(errorOf(e.getCause()));
        } finally {
            exchange.cancel(true);
        }
    }

    private HttpRequest request(Delivery delivery, Instant now) {
        String id = delivery.id().toString();
        long timestamp = now.getEpochSecond();
        try {
            return HttpRequest.newBuilder(config.target())
                    .timeout(config.timeout())
                    .header("Content-Type", AppointmentEvent.MEDIA_TYPE)
                    .header("webhook-id", id)
                    .header("webhook-timestamp", Long.toString(timestamp))
                    .header("webhook-signature", signer.sign(id, timestamp, delivery.payload()))
                    .POST(HttpRequest.BodyPublishers.ofString(delivery.payload(), StandardCharsets.UTF_8))
                    .build();
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("An event cannot be signed", e);
        }
    }

    private static Answer read(HttpResponse<Void> response, Instant now) {
        int status = response.statusCode();
        return switch (status) {
            case 200, 202 -> new Answer.Taken(status);
            case 400, 409, 413, 415, 422 -> new Answer.Refused(status);
            case 429, 503 ->
                new Answer.Failed(
                        Optional.of(status),
                        "http_" + status,
                        response.headers().firstValue("Retry-After").flatMap(value -> RetryAfter.parse(value, now)));
            default -> new Answer.Failed(Optional.of(status), "http_" + status, Optional.empty());
        };
    }

    private static Answer failed(String error) {
        return new Answer.Failed(Optional.empty(), error, Optional.empty());
    }

    private static String errorOf(@Nullable Throwable cause) {
        return switch (cause) {
            case HttpTimeoutException e -> "timeout";
            case ConnectException e -> "connection_refused";
            case IOException e -> "connection_lost";
            case null, default -> "not_sent";
        };
    }
}
