package io.punctual.appointments.outbox;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.punctual.appointments.event.AppointmentEvent;
import io.punctual.ground.id.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to the receiver's door, signed as Standard Webhooks says, and reads its answers. Connections are kept and
 * used again: never more than there are requests at once.
 */
@ApplicationScoped
public class WorkflowEventsClient {
    /** More of an answer is not read: 500 items with everything that can be wrong with them are less. */
    private static final int LONGEST_ANSWER = 2 * 1024 * 1024;

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
        // the signature was made for the configured target and nobody else.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Tries one event once, within {@link OutboxConfig#timeout()}. */
    Answer send(Delivery delivery) throws InterruptedException {
        return post(
                delivery.id(),
                AppointmentEvent.MEDIA_TYPE,
                delivery.payload(),
                response -> Answer.of(response.statusCode(), retryAfter(response)),
                failed -> failed);
    }

    /** Tries several events at once in one request, within {@link OutboxConfig#timeout()}. */
    BatchAnswer send(List<Delivery> batch) throws InterruptedException {
        List<UUID> events = batch.stream().map(Delivery::id).toList();
        return post(
                Ids.next(),
                AppointmentEvent.BATCH_MEDIA_TYPE,
                batch.stream().map(Delivery::payload).collect(Collectors.joining(",", "[", "]")),
                response -> read(response, events),
                BatchAnswer.Failed::new);
    }

    private BatchAnswer read(HttpResponse<byte[]> response, List<UUID> events) {
        int status = response.statusCode();
        return switch (status) {
            case 200, 202 ->
                BatchItems.read(response.body(), events)
                        .<BatchAnswer>map(BatchAnswer.Each::new)
                        .orElseGet(() -> new BatchAnswer.NotOffered(status));
            case 413 -> new BatchAnswer.TooLarge();
            case 400, 404, 405, 406, 409, 415, 422, 501 -> new BatchAnswer.NotOffered(status);
            default ->
                new BatchAnswer.Failed(new Answer.Failed(Optional.of(status), "http_" + status, retryAfter(response)));
        };
    }

    private Optional<Duration> retryAfter(HttpResponse<?> response) {
        return switch (response.statusCode()) {
            case 429, 503 ->
                response.headers().firstValue("Retry-After").flatMap(value -> RetryAfter.parse(value, clock.instant()));
            default -> Optional.empty();
        };
    }

    private <T> T post(
            UUID id,
            String mediaType,
            String body,
            Function<HttpResponse<byte[]>, T> came,
            Function<Answer.Failed, T> failed)
            throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(
                request(id, mediaType, body), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
        try {
            return came.apply(exchange.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return failed.apply(Answer.Failed.without("timeout"));
        } catch (ExecutionException e) {
            return failed.apply(Answer.Failed.without(errorOf(e.getCause())));
        } finally {
            exchange.cancel(true);
        }
    }

    private HttpRequest request(UUID id, String mediaType, String body) {
        long timestamp = clock.instant().getEpochSecond();
        try {
            return HttpRequest.newBuilder(config.target())
                    .timeout(config.timeout())
                    .header("Content-Type", mediaType)
                    .header("webhook-id", id.toString())
                    .header("webhook-timestamp", Long.toString(timestamp))
                    .header("webhook-signature", signer.sign(id.toString(), timestamp, body))
                    .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                    .build();
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("An event cannot be signed", e);
        }
    }

    private static String errorOf(@Nullable Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException e -> "connect_timeout";
            case HttpTimeoutException e -> "timeout";
            case ConnectException e -> "connection_refused";
            case IOException e -> "connection_lost";
            case null, default -> "not_sent";
        };
    }
}
