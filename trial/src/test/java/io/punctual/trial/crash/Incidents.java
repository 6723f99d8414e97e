package io.punctual.trial.crash;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was cut off: for each process that was killed, and each time the database was, the executions in flight there. */
final class Incidents {
    private final List<Set<UUID>> inFlight = new CopyOnWriteArrayList<>();

    void add(Set<UUID> executions) {
        inFlight.add(executions);
    }

    int count() {
        return inFlight.size();
    }

    /** How often an execution was cut off, and so how often it may be repeated. */
    int of(UUID execution) {
        return (int) inFlight.stream().filter(cut -> cut.contains(execution)).count();
    }

    /** How many tries were cut off in all. */
    int total() {
        return inFlight.stream().mapToInt(Set::size).sum();
    }
}
