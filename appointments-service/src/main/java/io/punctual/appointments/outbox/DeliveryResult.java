package io.punctual.appointments.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is to be recorded about one delivery.
 *
 * @param triedAt when the answer came
 * @param nextAt when it may be tried next; where it is not tried again, when those after it may
 * @param notBefore what the receiver asked for; nothing wakes it earlier
 * @param status HTTP status that the event got, or null where it got none
 * @param error a stable code, or null where nothing went wrong
 */
record DeliveryResult(
        Delivery delivery,
        Outcome outcome,
        Instant triedAt,
        Instant nextAt,
        @Nullable Instant notBefore,
        @Nullable Integer status,
        @Nullable String error) {

    /** What becomes of the event in the outbox. */
    enum Outcome {
        /** The receiver has it; it leaves. */
        DELIVERED,
        /** It waits for another try, and those after it with it. */
        RETRYING,
        /** It is given up; those after it wait no longer. */
        DEAD,
        /** Its lease ends as if it had not been claimed: nobody looked at it. */
        UNTRIED;

        /** The name in the database, where it is also the state in which the event stays, and in metrics. */
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Nobody looked at it. */
    static DeliveryResult untried(Delivery delivery, Instant now) {
        return new DeliveryResult(delivery, Outcome.UNTRIED, now, now, null, null, null);
    }

    /**
     * What an answer means for the event.
     *
     * @param jitter as in {@link RetryPolicy#pause}
     */
    static DeliveryResult of(Delivery delivery, Answer answer, Instant now, double jitter) {
        return switch (answer) {
            case Answer.Taken taken ->
                new DeliveryResult(delivery, Outcome.DELIVERED, now, now, null, taken.status(), null);
            case Answer.Refused refused ->
                new DeliveryResult(
                        delivery, Outcome.DEAD, now, now, null, refused.status(), "http_" + refused.status());
            case Answer.Failed failed -> failed(delivery, failed, now, jitter);
        };
    }

    private static DeliveryResult failed(Delivery delivery, Answer.Failed failed, Instant now, double jitter) {
        Integer status = failed.status().orElse(null);
        Instant first = delivery.firstAttemptAt() == null ? now : delivery.firstAttemptAt();
        if (RetryPolicy.givesUp(first, now)) {
            return new DeliveryResult(delivery, Outcome.DEAD, now, now, null, status, failed.error());
        }
        Duration pause = RetryPolicy.pause(delivery.attempts() + 1, Duration.between(first, now), jitter);
        Instant next = now.plus(pause);
        Instant notBefore = failed.retryAfter().map(now::plus).orElse(null);
        return new DeliveryResult(
                delivery,
                Outcome.RETRYING,
                now,
                notBefore != null && notBefore.isAfter(next) ? notBefore : next,
                notBefore,
                status,
                failed.error());
    }
}
