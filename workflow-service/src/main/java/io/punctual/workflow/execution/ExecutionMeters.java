package io.punctual.workflow.execution;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.punctual.workflow.action.Actions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the engine counts and measures. Labels are channels, kinds of action and outcomes, never firms or ids. */
@ApplicationScoped
class ExecutionMeters {
    private static final Duration[] LATENESS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofHours(1)
    };

    private final MeterRegistry registry;
    private final Actions actions;
    private final Map<List<String>, Counter> executions = new ConcurrentHashMap<>();
    private final Map<String, Timer> lateness = new ConcurrentHashMap<>();
    private final Map<String, DistributionSummary> claims = new ConcurrentHashMap<>();
    private final Counter retries;
    private final Counter rescues;
    private final Timer flushes;
    private final DistributionSummary flushed;

    ExecutionMeters(MeterRegistry registry, Actions actions, InFlight inFlight) {
        this.registry = registry;
        this.actions = actions;
        this.retries = Counter.builder("punctual.executions.retried")
                .description("Tries that failed and are made again")
                .register(registry);
        this.rescues = Counter.builder("punctual.executions.rescued")
                .description("Executions that a worker left started when it died")
                .register(registry);
        this.flushes = Timer.builder("punctual.executions.flush")
                .description("Time to record one batch of results")
                .publishPercentileHistogram(false)
                .register(registry);
        this.flushed = DistributionSummary.builder("punctual.executions.flush.size")
                .description("Results recorded together")
                .register(registry);
        Gauge.builder("punctual.executions.running", inFlight, InFlight::count)
                .description("Started on this worker and not recorded yet")
                .register(registry);
    }

    /** A claim brought executions, or none. */
    void claimed(String channel, int count) {
        claims.computeIfAbsent(
                        channel,
                        name -> DistributionSummary.builder("punctual.executions.claim.size")
                                .description("Executions that one statement claimed")
                                .tag("channel", name)
                                .register(registry))
                .record(count);
    }

    /** How long after its instant a try began. */
    void started(Try one) {
        Claimed claimed = one.claimed();
        lateness.computeIfAbsent(
                        channel(claimed),
                        name -> Timer.builder("punctual.executions.lateness")
                                .description("From the instant at which an execution was due to its start")
                                .tag("channel", name)
                                .serviceLevelObjectives(LATENESS)
                                .register(registry))
                .record(Duration.between(claimed.scheduledFor(), one.startedAt()));
    }

    /** A batch of results was recorded. */
    void recorded(List<Recorded> batch, long nanos) {
        flushes.record(Duration.ofNanos(nanos));
        flushed.record(batch.size());
        for (Recorded one : batch) {
            if (one.verdict() instanceof Verdict.Again) {
                retries.increment();
            }
            executions
                    .computeIfAbsent(List.of(one.actionType(), outcome(one)), this::counter)
                    .increment();
        }
    }

    /** Executions of dead workers were found. */
    void rescued(int count) {
        rescues.increment(count);
    }

    private Counter counter(List<String> labels) {
        return Counter.builder("punctual.executions")
                .description("Results of tries, by kind of action; pending: another try follows")
                .tag("action", labels.getFirst())
                .tag("outcome", labels.getLast())
                .register(registry);
    }

    private static String outcome(Recorded one) {
        String reason = one.reason();
        return reason == null ? one.status() : one.status() + "/" + reason;
    }

    private String channel(Claimed claimed) {
        @Nullable String actionType = claimed.actionType();
        return actionType == null ? "none" : actions.channel(actionType);
    }
}
