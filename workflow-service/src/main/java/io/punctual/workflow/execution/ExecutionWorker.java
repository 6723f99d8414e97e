package io.punctual.workflow.execution;

import io.punctual.ground.sql.DatabaseException;
import io.punctual.workflow.action.Actions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Runs what is due: claims in batches as long as there are free slots, one virtual thread for each execution. Replicas
 * need nothing from each other but the database.
 */
@ApplicationScoped
public class ExecutionWorker {
    private static final Logger LOG = Logger.getLogger(ExecutionWorker.class);

    private final ExecutionQueue queue;
    private final ExecutionRunner runner;
    private final OutcomeRecorder recorder;
    private final MessageBudget budget;
    private final Actions actions;
    private final ExecutionConfig config;
    private final Clock clock;
    private final Scheduler scheduler;
    private final String owner = UUID.randomUUID().toString();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore slots;
    private final ReentrantLock claiming = new ReentrantLock();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicReference<Instant> timer = new AtomicReference<>();
    private volatile boolean stopping;

    ExecutionWorker(
            ExecutionQueue queue,
            ExecutionRunner runner,
            OutcomeRecorder recorder,
            MessageBudget budget,
            Actions actions,
            ExecutionConfig config,
            Clock clock,
            Scheduler scheduler) {
        this.queue = queue;
        this.runner = runner;
        this.recorder = recorder;
        this.budget = budget;
        this.actions = actions;
        this.config = config;
        this.clock = clock;
        this.scheduler = scheduler;
        this.slots = new Semaphore(config.slots());
    }

    @Scheduled(
            identity = "claim",
            every = "{punctual.execution.tick:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        look();
    }

    /** Does not wait for the next tick where the scheduler runs at all. */
    void planned(@Observes(during = TransactionPhase.AFTER_SUCCESS) ExecutionsPlanned signal) {
        wake();
    }

    /** Looks for what is due soon, on a thread of its own; many calls at once are one. */
    public void wake() {
        if (scheduler.isRunning() && woken.compareAndSet(false, true)) {
            threads.execute(() -> {
                woken.set(false);
                look();
            });
        }
    }

    /** Starts what is due, and sets a timer for what is due before the next tick. The database may be away: a tick follows. */
    private void look() {
        try {
            if (!stopping) {
                claimAll();
                Instant now = clock.instant();
                queue.nextDue(now, now.plus(config.tick())).ifPresent(this::wakeAt);
            }
        } catch (DatabaseException e) {
            LOG.warnf(e, "what is due could not be claimed; trying again in %s", config.tick());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One timer is enough: whoever it wakes sets the next one. */
    private void wakeAt(Instant due) {
        Instant before = timer.get();
        if ((before == null || due.isBefore(before)) && timer.compareAndSet(before, due)) {
            threads.execute(() -> {
                try {
                    Thread.sleep(Duration.between(clock.instant(), due).plusMillis(1));
                    timer.compareAndSet(due, null);
                    look();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /** Claims and starts all that is due now, waiting for free slots in between; it does not wait for the last results. */
    public void claimAll() throws InterruptedException {
        claiming.lockInterruptibly();
        try {
            int wanted;
            int got;
            do {
                slots.acquire();
                wanted = 1 + takeMore();
                got = 0;
                try {
                    got = stopping ? 0 : claim(wanted);
                } finally {
                    slots.release(wanted - got);
                }
            } while (got == wanted && !stopping);
        } finally {
            claiming.unlock();
        }
    }

    /** What was claimed here and is not recorded yet. */
    InFlight inFlight() {
        return recorder.inFlight();
    }

    @Scheduled(
            identity = "rescue",
            every = "{punctual.execution.rescue:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void rescue() {
        Instant now = clock.instant();
        List<Recorded> verdicts = queue.lapsed(now).stream()
                .map(lapsed -> new Recorded(
                        lapsed.firmId(),
                        lapsed.executionId(),
                        lapsed.fence(),
                        lapsed.workflowVersion(),
                        rescued(lapsed, now),
                        MessageBudget.isMessage(lapsed.actionType()),
                        true,
                        lapsed.owner(),
                        lapsed.leaseUntil().minus(config.lease()),
                        now))
                .toList();
        if (!verdicts.isEmpty()) {
            LOG.warnf(
                    "%d executions were left by a worker that died; those that may repeat are due again",
                    verdicts.size());
            queue.record(verdicts);
            wake();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (!recorder.inFlight().awaitNone(config.grace())) {
            LOG.warnf(
                    "stopping with %d executions still running",
                    recorder.inFlight().count());
        }
    }

    private Verdict rescued(ExecutionQueue.Lapsed lapsed, Instant now) {
        return actions.repeatable(lapsed.actionType())
                ? new Verdict.Again(now, "worker_lost", "The worker died before it recorded what came of this try.")
                : new Verdict.Failed(
                        "unknown_outcome",
                        "The worker died after the start, and this action may not be repeated by itself.",
                        "worker_lost");
    }

    private int takeMore() {
        int more = Math.min(config.batch() - 1, slots.availablePermits());
        return more > 0 && slots.tryAcquire(more) ? more : 0;
    }

    private int claim(int limit) {
        Instant now = clock.instant();
        budget.settle();
        List<Claimed> claimed = queue.claim(now, limit, owner, now.plus(config.lease()));
        recorder.inFlight().add(claimed.size());
        for (Claimed execution : claimed) {
            boolean withinLimit = budget.take(execution);
            threads.execute(() -> run(execution, withinLimit));
        }
        return claimed.size();
    }

    private void run(Claimed claimed, boolean withinLimit) {
        Instant startedAt = clock.instant();
        Verdict verdict;
        try {
            verdict = tried(claimed, withinLimit);
        } finally {
            slots.release();
        }
        recorder.record(new Recorded(
                claimed.firmId(),
                claimed.executionId(),
                claimed.fence(),
                claimed.runVersion(),
                verdict,
                claimed.isMessage(),
                false,
                owner,
                startedAt,
                clock.instant()));
    }

    private Verdict tried(Claimed claimed, boolean withinLimit) {
        Future<Verdict> running = threads.submit(() -> runner.run(claimed, withinLimit));
        try {
            return running.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            return runner.broken(claimed, "timeout", "The action did not end in time.");
        } catch (ExecutionException e) {
            LOG.errorf(e.getCause(), "execution %s failed in a way that no action reports", claimed.executionId());
            return runner.broken(claimed, "internal_error", "An unforeseen error; the log of the service says more.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return runner.broken(claimed, "interrupted", "The worker was stopped while the action ran.");
        }
    }
}
