package io.punctual.trial.crash;

import java.time.Clock;
import java.util.Objects;

/** What chance is made from. Set {@code -Dtrial.seed} to make the same again, as far as the machine's own moods allow. */
final class Seeds {
    private Seeds() {}

    static long next(Clock clock) {
        return Objects.requireNonNullElseGet(Long.getLong("trial.seed"), clock::millis);
    }
}
