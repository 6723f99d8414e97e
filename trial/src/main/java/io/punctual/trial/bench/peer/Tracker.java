package io.punctual.trial.bench.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Notes the runs of one round of jobs, which are numbered from 0. */
public final class Tracker {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Instant first;
    private final Duration apart;
    private final double[] lateness;
    private final AtomicInteger ran = new AtomicInteger();
    private volatile long begun;

    /** Of a round whose first job is due at this instant, and each other so long after the one before. */
    public Tracker(Instant first, Duration apart, int jobs) {
        this.first = first;
        this.apart = apart;
        this.lateness = new double[jobs];
    }

    /** A job begins now. */
    void run(int number) {
        Instant due = first.plus(apart.multipliedBy(number));
        lateness[number] = Duration.between(due, Instant.now()).toNanos() / 1e6;
        if (ran.getAndIncrement() == 0) {
            begun = System.nanoTime();
        }
    }

    /** How late each job was, in milliseconds. */
    double[] lateness() {
        return lateness.clone();
    }

    /** Waits until all have run and {@code recorded} says so; returns how many that were per second, from the first run on. */
    double awaitAll(BooleanSupplier recorded) throws InterruptedException {
        await("all jobs have run", () -> ran.get() >= lateness.length);
        await("all jobs are recorded", recorded);
        return lateness.length / ((System.nanoTime() - begun) / 1e9);
    }

    /**
     * Waits until something holds.
     *
     * @throws IllegalStateException where that takes longer than five minutes
     */
    public static void await(String what, BooleanSupplier holds) throws InterruptedException {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("In " + LIMIT + " it did not come to this: " + what);
            }
            Thread.sleep(1);
        }
    }
}
