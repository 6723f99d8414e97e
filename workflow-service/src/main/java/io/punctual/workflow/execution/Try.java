package io.punctual.workflow.execution;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One try of a started execution on this worker. Whoever ends it first says what came of it. */
final class Try {
    private final Claimed claimed;
    private final Instant startedAt;
    private final long startedNanos;
    private final Runnable whenEnded;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Thread thread;

    /** Tells tries apart: one claim of one execution. */
    record Key(UUID executionId, long fence) {}

    Try(Claimed claimed, Instant startedAt, long startedNanos, Runnable whenEnded) {
        this.claimed = claimed;
        this.startedAt = startedAt;
        this.startedNanos = startedNanos;
        this.whenEnded = whenEnded;
    }

    Key key() {
        return new Key(claimed.executionId(), claimed.fence());
    }

    Claimed claimed() {
        return claimed;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** On the clock that only measures. */
    long startedNanos() {
        return startedNanos;
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** Runs on this thread from now on. */
    void runsOn(Thread runner) {
        thread = runner;
    }

    /** Ends it, which gives its slot back; false where it has ended already. */
    boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        whenEnded.run();
        return true;
    }

    /** Tells the action that nobody waits for it any more. */
    void interrupt() {
        Thread runner = thread;
        if (runner != null) {
            runner.interrupt();
        }
    }
}
