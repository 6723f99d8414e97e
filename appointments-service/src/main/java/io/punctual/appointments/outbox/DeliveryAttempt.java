package io.punctual.appointments.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** One try of one delivery: send it, then record what came of it. */
@ApplicationScoped
public class DeliveryAttempt {
    private static final Logger LOG = Logger.getLogger(DeliveryAttempt.class);

    private final WorkflowEventsClient client;
    private final Deliveries deliveries;
    private final Clock clock;
    private final MeterRegistry metrics;

    DeliveryAttempt(WorkflowEventsClient client, Deliveries deliveries, Clock clock, MeterRegistry metrics) {
        this.client = client;
        this.deliveries = deliveries;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Tries and records. Where recording fails, the lease lapses and the event is sent again: at least once. */
    void run(Delivery delivery) {
        try {
            record(delivery, client.send(delivery));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(
                    e, "Event %s: the try could not be recorded; it is repeated when its lease lapses", delivery.id());
        }
    }

    private void record(Delivery delivery, Answer answer) {
        Instant now = clock.instant();
        String result = switch (answer) {
            case Answer.Taken taken -> {
                deliveries.delivered(delivery, now);
                yield "delivered";
            }
            case Answer.Refused refused -> {
                LOG.warnf("Event %s is dead: refused with status %d", delivery.id(), refused.status());
                deliveries.bury(delivery, now, refused.status(), "http_" + refused.status());
                yield "dead";
            }
            case Answer.Failed failed -> retryOrBury(delivery, now, failed);
        };
        metrics.counter("punctual.outbox.deliveries", "result", result).increment();
    }

    private String retryOrBury(Delivery delivery, Instant now, Answer.Failed failed) {
        Instant first = delivery.firstAttemptAt() == null ? now : delivery.firstAttemptAt();
        int attempts = delivery.attempts() + 1;
        if (RetryPolicy.givesUp(first, now)) {
            LOG.errorf("Event %s is dead after %d tries: %s", delivery.id(), attempts, failed.error());
            deliveries.bury(delivery, now, failed.status().orElse(null), failed.error());
            return "dead";
        }
        Duration pause = RetryPolicy.pause(
                attempts,
                Duration.between(first, now),
                ThreadLocalRandom.current().nextDouble());
        Optional<Instant> notBefore = failed.retryAfter().map(now::plus);
        Instant next = notBefore.filter(at -> at.isAfter(now.plus(pause))).orElse(now.plus(pause));
        LOG.infof("Event %s: try %d failed with %s, next at %s", delivery.id(), attempts, failed.error(), next);
        deliveries.retry(delivery, now, next, notBefore.orElse(null), failed);
        return "failed";
    }
}
