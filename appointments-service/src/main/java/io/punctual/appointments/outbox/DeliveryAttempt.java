package io.punctual.appointments.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** One try of some deliveries: one request where it has room for them, one event alone where it is alone. */
@ApplicationScoped
public class DeliveryAttempt {
    /** What the receiver's door takes at once, brackets and commas included. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final Logger LOG = Logger.getLogger(DeliveryAttempt.class);

    private final WorkflowEventsClient client;
    private final DeliveryRecorder recorder;
    private final BatchSize batchSize;
    private final Clock clock;
    private final MeterRegistry metrics;

    DeliveryAttempt(
            WorkflowEventsClient client,
            DeliveryRecorder recorder,
            BatchSize batchSize,
            Clock clock,
            MeterRegistry metrics) {
        this.client = client;
        this.recorder = recorder;
        this.batchSize = batchSize;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Tries and records, in as many requests as their size asks for, one after the other. */
    void run(List<Delivery> deliveries) {
        try {
            for (List<Delivery> request : inRequests(deliveries, MOST_BYTES)) {
                recorder.record(tried(request));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(e, "%d deliveries broke off; they are repeated when their leases lapse", deliveries.size());
        }
    }

    private List<DeliveryResult> tried(List<Delivery> request) throws InterruptedException {
        metrics.counter("punctual.outbox.requests", "mode", request.size() == 1 ? "single" : "batch")
                .increment();
        if (request.size() == 1) {
            return List.of(result(request.getFirst(), client.send(request.getFirst())));
        }
        return switch (client.send(request)) {
            case BatchAnswer.Each each -> {
                batchSize.worked(request.size());
                yield IntStream.range(0, request.size())
                        .mapToObj(i -> result(request.get(i), each.answers().get(i)))
                        .toList();
            }
            case BatchAnswer.NotOffered refused -> {
                batchSize.notOffered(refused.status());
                yield untried(request);
            }
            case BatchAnswer.TooLarge _ -> {
                batchSize.tooMany(request.size());
                yield untried(request);
            }
            case BatchAnswer.Failed whole -> {
                if (!whole.failure().meansAway()) {
                    batchSize.tooMany(request.size());
                }
                yield request.stream()
                        .map(delivery -> result(delivery, whole.failure()))
                        .toList();
            }
        };
    }

    private DeliveryResult result(Delivery delivery, Answer answer) {
        return DeliveryResult.of(
                delivery, answer, clock.instant(), ThreadLocalRandom.current().nextDouble());
    }

    private List<DeliveryResult> untried(List<Delivery> request) {
        Instant now = clock.instant();
        return request.stream()
                .map(delivery -> DeliveryResult.untried(delivery, now))
                .toList();
    }

    /** Parts of at most so many bytes each, in the same order; what is larger alone stays alone. */
    static List<List<Delivery>> inRequests(List<Delivery> deliveries, int mostBytes) {
        List<List<Delivery>> requests = new ArrayList<>();
        List<Delivery> current = new ArrayList<>();
        int bytes = 1;
        for (Delivery delivery : deliveries) {
            int more = delivery.payload().getBytes(StandardCharsets.UTF_8).length + 1;
            if (!current.isEmpty() && bytes + more > mostBytes) {
                requests.add(current);
                current = new ArrayList<>();
                bytes = 1;
            }
            current.add(delivery);
            bytes += more;
        }
        requests.add(current);
        return requests;
    }
}
