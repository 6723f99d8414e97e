package io.punctual.trial.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Shares work out over as many threads as there are connections. */
final class InParallel {
    static final int CONNECTIONS = 8;

    private InParallel() {}

    /** Does a part of the work. */
    interface Part<T> {
        void all(List<T> items) throws Exception;
    }

    /** Does all of it, each part on a thread and a connection of its own; returns how many items that were per second. */
    static <T> double rate(List<T> items, Part<T> part) throws Exception {
        List<List<T>> parts = new ArrayList<>();
        int size = Math.ceilDiv(items.size(), CONNECTIONS);
        for (int from = 0; from < items.size(); from += size) {
            parts.add(items.subList(from, Math.min(items.size(), from + size)));
        }
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> running = new ArrayList<>();
            for (List<T> one : parts) {
                running.add(threads.submit(() -> {
                    part.all(one);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        return items.size() / ((System.nanoTime() - begin) / 1e9);
    }
}
