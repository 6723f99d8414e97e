package io.punctual.workflow.execution;

import io.punctual.workflow.action.Actions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Runs what is due by hand, for cron and for operators. */
@ApplicationScoped
public class DueRun {
    /** Leaves room to answer within a client's or a proxy's usual minute. */
    private static final Duration LIMIT = Duration.ofSeconds(55);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final ExecutionWorker worker;
    private final ExecutionQueue queue;
    private final ExecutionHistory history;
    private final Actions actions;
    private final Clock clock;

    DueRun(ExecutionWorker worker, ExecutionQueue queue, ExecutionHistory history, Actions actions, Clock clock) {
        this.worker = worker;
        this.queue = queue;
        this.history = history;
        this.actions = actions;
        this.clock = clock;
    }

    /** What was due at the call and has finished since, whoever ran it. What will be tried again is not counted. */
    @Schema(name = "DueRunResult", description = "What was due at the call and has finished since, whoever ran it.")
    public record Result(
            @Schema(description = "Completed.", minimum = "0", examples = "15")
            int executed,

            @Schema(description = "Failed, and not tried again by itself.", minimum = "0", examples = "2")
            int failed,

            @Schema(description = "Skipped, or cancelled by a check.", minimum = "0", examples = "3")
            int skipped,

            @Schema(description = "Due at the call and not finished yet.", minimum = "0", examples = "0")
            int remaining) {}

    /** Runs all that is due now and waits for its end, at most 55 seconds. */
    public Result run() throws InterruptedException {
        Instant calledAt = clock.instant();
        long giveUpAt = System.nanoTime() + LIMIT.toNanos();
        int remaining;
        do {
            worker.claimAll();
            worker.inFlight().awaitNone(left(giveUpAt));
            remaining = queue.countDue(actions.channels(), calledAt);
            if (remaining > 0) {
                // Another process runs these: look again soon.
                Thread.sleep(shorter(LOOK_AGAIN, left(giveUpAt)));
            }
        } while (remaining > 0 && System.nanoTime() < giveUpAt);
        ExecutionHistory.Finished finished = history.finishedSince(calledAt);
        return new Result(finished.executed(), finished.failed(), finished.skipped(), remaining);
    }

    private static Duration left(long giveUpAt) {
        return Duration.ofNanos(Math.max(0, giveUpAt - System.nanoTime()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
