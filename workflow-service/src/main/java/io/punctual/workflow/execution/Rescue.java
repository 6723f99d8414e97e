package io.punctual.workflow.execution;

import io.punctual.ground.sql.DatabaseException;
import io.punctual.workflow.action.Actions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Finds what dead workers left started: what may be repeated is due again, of the rest nobody knows what came. Executions are
 * given up once they have been seen twice with a lapsed lease and the database reachable in between: after an outage the living
 * record first.
 */
@ApplicationScoped
public class Rescue {
    private static final Logger LOG = Logger.getLogger(Rescue.class);
    private static final int MOST_AT_ONCE = 20_000;
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private final LeaseRows leases;
    private final ExecutionRecords records;
    private final InFlight inFlight;
    private final ExecutionWorker worker;
    private final ExecutionMeters meters;
    private final Actions actions;
    private final Clock clock;
    private final Map<Try.Key, Instant> seen = new HashMap<>();
    private final Map<String, Instant> readUntil = new HashMap<>();

    Rescue(
            LeaseRows leases,
            ExecutionRecords records,
            InFlight inFlight,
            ExecutionWorker worker,
            ExecutionMeters meters,
            Actions actions,
            Clock clock) {
        this.leases = leases;
        this.records = records;
        this.inFlight = inFlight;
        this.worker = worker;
        this.meters = meters;
        this.actions = actions;
        this.clock = clock;
    }

    /** Looks once at each channel, as far as one look reads. */
    @Scheduled(
            identity = "rescue",
            every = "{punctual.execution.rescue:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            actions.channels().forEach(this::look);
        } catch (DatabaseException e) {
            // Nothing that was seen before counts: whoever lives may not have been able to say so.
            seen.clear();
            LOG.warnf("what dead workers left cannot be looked for: %s", e.getMessage());
        }
    }

    private void look(String channel) {
        Instant now = clock.instant();
        LeaseRows.Look look =
                leases.lapsed(channel, readUntil.getOrDefault(channel, Watermark.LOWEST), now, MOST_AT_ONCE);
        List<LeaseRows.Lapsed> left = new ArrayList<>();
        boolean unripe = false;
        for (LeaseRows.Lapsed lapsed : look.lapsed()) {
            if (inFlight.has(lapsed)) {
                continue;
            }
            Try.Key key = new Try.Key(lapsed.executionId(), lapsed.fence());
            Instant first = seen.putIfAbsent(key, now);
            if (first == null) {
                unripe = true;
            } else {
                seen.remove(key);
                left.add(lapsed);
            }
        }
        seen.values().removeIf(first -> first.isBefore(now.minus(FORGOTTEN)));
        if (!unripe) {
            // Otherwise the same part is looked at again.
            readUntil.compute(channel, (_, _) -> look.until());
        }
        if (!left.isEmpty()) {
            rescue(left, now);
        }
    }

    private void rescue(List<LeaseRows.Lapsed> left, Instant now) {
        LOG.warnf("%d executions were left by a worker that died; those that may repeat are due again", left.size());
        records.record(left.stream().map(lapsed -> recorded(lapsed, now)).toList());
        meters.rescued(left.size());
        worker.wake();
    }

    private Recorded recorded(LeaseRows.Lapsed lapsed, Instant now) {
        boolean repeatable = actions.repeatable(lapsed.actionType())
                && lapsed.kinds().stream().allMatch(actions::repeatable);
        Verdict verdict = repeatable
                ? new Verdict.Again(now, "worker_lost", "The worker died before it recorded what came of this try.")
                : new Verdict.Failed(
                        "unknown_outcome",
                        "The worker died after the start, and this action may not be repeated by itself.",
                        "worker_lost");
        return new Recorded(
                lapsed.firmId(),
                lapsed.executionId(),
                lapsed.fence(),
                lapsed.workflowId(),
                lapsed.workflowVersion(),
                lapsed.actionType(),
                verdict,
                true,
                lapsed.startedAt(),
                now);
    }
}
