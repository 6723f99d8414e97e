package io.punctual.workflow.execution;

import java.time.Duration;
import java.time.Instant;

/**
 * How late a firm still wants things done.
 *
 * @param beforeMeeting after the due instant, for what is tied to the start; the start itself always limits it too
 * @param other after the due instant, for everything else
 */
public record Lateness(Duration beforeMeeting, Duration other) {
    /** What holds for a firm that has set nothing. */
    public static final Lateness DEFAULT = new Lateness(Duration.ofMinutes(60), Duration.ofHours(24));

    /** The instant at and after which nothing starts any more. */
    public Instant limit(Tie tie, Instant scheduledFor, Instant start) {
        if (tie != Tie.START) {
            return scheduledFor.plus(other);
        }
        Instant limit = scheduledFor.plus(beforeMeeting);
        return limit.isBefore(start) ? limit : start;
    }
}
