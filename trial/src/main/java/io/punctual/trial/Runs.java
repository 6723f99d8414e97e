package io.punctual.trial;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the actions have run in this process: how many, and, while somebody asks for it, which and when. */
@Singleton
public class Runs {
    private final LongAdder begun = new LongAdder();
    private final AtomicInteger running = new AtomicInteger();
    private final Clock clock;
    private final RunLog log;
    private volatile @Nullable Queue<Run> kept;
    private volatile Duration pause;

    Runs(Clock clock, TrialConfig config, RunLog log) {
        this.clock = clock;
        this.log = log;
        this.pause = config.pause();
    }

    /** One run of an action, and the instant at which it began. */
    public record Run(UUID executionId, Instant at) {}

    /** How many have begun. */
    public long count() {
        return begun.sum();
    }

    /** How many have begun and not ended. */
    public int running() {
        return running.get();
    }

    /** How long {@code create_task} takes from now on. */
    public void pause(Duration pause) {
        this.pause = pause;
    }

    /** Remembers every run from now on. */
    public void keep() {
        kept = new ConcurrentLinkedQueue<>();
    }

    /** The runs since {@link #keep}; no more are remembered. */
    public Collection<Run> kept() {
        Queue<Run> all = kept;
        kept = null;
        return all == null ? List.of() : all;
    }

    Duration pause() {
        return pause;
    }

    void begin(UUID executionId) {
        Queue<Run> all = kept;
        if (all != null) {
            all.add(new Run(executionId, clock.instant()));
        }
        log.add(executionId);
        begun.increment();
        running.incrementAndGet();
    }

    void end() {
        running.decrementAndGet();
    }
}
