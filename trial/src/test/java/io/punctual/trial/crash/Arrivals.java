package io.punctual.trial.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** What reached the world so far, as the world itself wrote it down. */
final class Arrivals {
    private final Queue<Arrival> all = new ConcurrentLinkedQueue<>();

    void add(Arrival arrival) {
        all.add(arrival);
    }

    List<Arrival> all() {
        return new ArrayList<>(all);
    }

    Map<String, List<Arrival>> byKey() {
        return all.stream().collect(Collectors.groupingBy(Arrival::key));
    }
}
