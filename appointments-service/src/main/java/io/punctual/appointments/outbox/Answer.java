package io.punctual.appointments.outbox;

import java.time.Duration;
import java.util.Optional;

/** What came of one try to deliver an event. */
sealed interface Answer {

    /** The receiver has it, now or from an earlier try. */
    record Taken(int status) implements Answer {}

    /** The receiver will never take it. */
    record Refused(int status) implements Answer {}

    /**
     * It may be taken another time.
     *
     * @param status the HTTP status, or empty where there was no answer
     * @param error a stable code
     * @param retryAfter how long the receiver asked to be left alone, bounded; empty where it did not
     */
    record Failed(Optional<Integer> status, String error, Optional<Duration> retryAfter) implements Answer {}
}
