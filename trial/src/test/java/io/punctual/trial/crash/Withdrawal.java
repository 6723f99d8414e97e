package io.punctual.trial.crash;

import java.time.Duration;
import java.time.Instant;

/**
 * What happens to a meeting just when its step is due.
 *
 * @param moves whether it is moved; else it is cancelled
 */
record Withdrawal(Meeting meeting, boolean moves) {
    private static final Duration LATER = Duration.ofSeconds(6);

    /** When the step of a moved meeting is due again. */
    Instant newDue() {
        return meeting.due().plus(LATER);
    }

    Announcement announcement(Instant now) {
        return moves ? Announcement.rescheduled(meeting, now, newDue()) : Announcement.cancelled(meeting, now);
    }

    String reason() {
        return moves ? "rescheduled" : "appointment_cancelled";
    }

    /** How many executions the meeting must have in the end. */
    int executions() {
        return moves ? 2 : 1;
    }
}
