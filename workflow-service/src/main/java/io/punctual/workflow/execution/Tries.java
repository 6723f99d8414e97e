package io.punctual.workflow.execution;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes the tries of started executions, each on a virtual thread of its own, and ends those that take too long. */
@ApplicationScoped
class Tries {
    private static final Logger LOG = Logger.getLogger(Tries.class);
    private static final long LOOK_MILLIS = 200;

    private final ExecutionRunner runner;
    private final OutcomeRecorder recorder;
    private final InFlight inFlight;
    private final ExecutionMeters meters;
    private final ExecutionConfig config;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("execution-timeouts").daemon().factory());
    private @Nullable Future<?> looking;

    Tries(
            ExecutionRunner runner,
            OutcomeRecorder recorder,
            InFlight inFlight,
            ExecutionMeters meters,
            ExecutionConfig config,
            Clock clock) {
        this.runner = runner;
        this.recorder = recorder;
        this.inFlight = inFlight;
        this.meters = meters;
        this.config = config;
        this.clock = clock;
    }

    @PostConstruct
    void begin() {
        looking = watch.scheduleWithFixedDelay(this::endOverdue, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void end() {
        if (looking != null) {
            looking.cancel(false);
        }
        watch.shutdown();
    }

    /**
     * Makes a try of an execution that has been started.
     *
     * @param withinLimit whether the firm may send another message today
     * @param whenEnded gives back what the try holds
     */
    void begin(Claimed claimed, boolean withinLimit, Runnable whenEnded) {
        Try one = new Try(claimed, clock.instant(), System.nanoTime(), whenEnded);
        inFlight.add(one);
        meters.started(one);
        threads.execute(() -> {
            one.runsOn(Thread.currentThread());
            end(one, tried(claimed, withinLimit));
        });
    }

    private Verdict tried(Claimed claimed, boolean withinLimit) {
        try {
            return runner.run(claimed, withinLimit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return runner.broken(claimed, "interrupted", "The worker was stopped while the action ran.");
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "execution %s failed in a way that no action reports", claimed.executionId());
            return runner.broken(claimed, "internal_error", "An unforeseen error; the log of the service says more.");
        }
    }

    private void endOverdue() {
        long overdue = System.nanoTime() - config.timeout().toNanos();
        for (Try one : inFlight.all()) {
            if (one.startedNanos() - overdue < 0 && !one.hasEnded()) {
                end(one, runner.broken(one.claimed(), "timeout", "The action did not end in time."));
                one.interrupt();
            }
        }
    }

    private void end(Try one, Verdict verdict) {
        if (one.end()) {
            recorder.record(Recorded.of(one, verdict, clock.instant()));
        }
    }
}
