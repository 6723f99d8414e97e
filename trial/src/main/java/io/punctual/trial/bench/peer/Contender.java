package io.punctual.trial.bench.peer;

/** Somebody who runs jobs that do nothing and are all due, beside others in the same server. */
public interface Contender extends AutoCloseable {

    /** What it is called in the figures. */
    String name();

    /** Fills in so many jobs, has them all done and recorded, and returns how many that were per second. */
    double drain(int jobs) throws Exception;

    @Override
    default void close() {}
}
