package io.punctual.trial.bench.peer;

import java.time.Duration;
import java.time.Instant;

/** Somebody who runs jobs at their instants. */
public interface Punctuality {

    /** What it is called in the figures. */
    String name();

    /** How long before the first job it wants to know of them. */
    default Duration ahead() {
        return Duration.ofSeconds(8);
    }

    /**
     * Runs jobs that come due one after the other.
     *
     * @param first when the first is due: {@link #ahead} from now
     * @param apart from one to the next
     * @return how late each began, in milliseconds; less than zero is early
     */
    double[] lateness(Instant first, Duration apart, int jobs) throws Exception;
}
