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
    record Failed(Optional<Integer> status, String error, Optional<Duration> retryAfter) implements Answer {

        /** Without an answer. */
        static Failed without(String error) {
            return new Failed(Optional.empty(), error, Optional.empty());
        }

        /** Whether nobody is there to answer, as far as one can tell: what was sent has no part in it. */
        boolean meansAway() {
            return switch (error) {
                case "connection_refused", "connect_timeout", "http_502", "http_503", "http_504" -> true;
                default -> false;
            };
        }
    }

    /**
     * What a status says about the event that it answers, sent alone or in a batch.
     *
     * @param retryAfter what was asked for beside it
     */
    static Answer of(int status, Optional<Duration> retryAfter) {
        return switch (status) {
            case 200, 202 -> new Taken(status);
            case 400, 409, 413, 415, 422 -> new Refused(status);
            default -> new Failed(Optional.of(status), "http_" + status, retryAfter);
        };
    }
}
