package io.punctual.ground.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Counts failures by name, each from its first one for as long as the window lasts. Bounded: the oldest go first. */
final class FailureCounts {
    private record Count(Instant since, int failures) {}

    private final LinkedHashMap<String, Count> counts = new LinkedHashMap<>();
    private final int allowed;
    private final Duration window;
    private final int entries;

    FailureCounts(int allowed, Duration window, int entries) {
        this.allowed = allowed;
        this.window = window;
        this.entries = entries;
    }

    /** How long this name has to wait; empty where it need not. */
    synchronized Optional<Duration> wait(String name, Instant now) {
        Count count = counts.get(name);
        if (count == null || count.failures() < allowed) {
            return Optional.empty();
        }
        Duration left = Duration.between(now, count.since().plus(window));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    synchronized void failed(String name, Instant now) {
        Count count = counts.get(name);
        if (count != null && now.isBefore(count.since().plus(window))) {
            counts.put(name, new Count(count.since(), count.failures() + 1));
            return;
        }
        // Taken out first, so that it is the youngest afterwards.
        counts.remove(name);
        counts.put(name, new Count(now, 1));
        if (counts.size() > entries) {
            counts.pollFirstEntry();
        }
    }

    synchronized int size() {
        return counts.size();
    }
}
