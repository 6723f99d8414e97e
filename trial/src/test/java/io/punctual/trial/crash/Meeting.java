package io.punctual.trial.crash;

import java.time.Instant;
import java.util.UUID;

/**
 * An appointment that is booked in a trial.
 *
 * @param bookedAt its event's own time
 * @param due when the steps that hang on its start are due
 */
record Meeting(UUID firmId, UUID id, Instant bookedAt, Instant due) {

    /** When a step of it is due, as the product's rules say. */
    Instant dueOf(Step step) {
        return step.delayMinutes() < 0 ? due : bookedAt;
    }

    String email() {
        return "contact-" + id + "@client.example";
    }
}
