package io.punctual.workflow.execution;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.punctual.ground.sql.DatabaseException;
import io.punctual.workflow.action.Actions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/**
 * Runs what is due: a {@link Lane} for each channel that this process has a handler for. Replicas need nothing from each other but
 * the database.
 */
@ApplicationScoped
public class ExecutionWorker {
    private static final Logger LOG = Logger.getLogger(ExecutionWorker.class);

    private final List<Lane> lanes;
    private final InFlight inFlight;
    private final ExecutionConfig config;
    private final Clock clock;
    private final Scheduler scheduler;

    ExecutionWorker(
            ExecutionQueue queue,
            Tries tries,
            InFlight inFlight,
            MessageBudget budget,
            ExecutionMeters meters,
            Actions actions,
            ExecutionConfig config,
            Clock clock,
            Scheduler scheduler,
            MeterRegistry registry) {
        if (config.lead().compareTo(config.tick()) <= 0) {
            throw new IllegalStateException(
                    "punctual.execution.lead (%s) must be longer than punctual.execution.tick (%s)"
                            .formatted(config.lead(), config.tick()));
        }
        LaneParts parts = new LaneParts(name(), queue, tries, budget, meters, config, clock);
        this.lanes = actions.channels().stream()
                .sorted()
                .map(channel -> lane(channel, parts, registry))
                .toList();
        this.inFlight = inFlight;
        this.config = config;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /** 48 random bits: every row that it claims and every outcome carries it. */
    private static String name() {
        return UUID.randomUUID().toString().substring(24);
    }

    private static Lane lane(String channel, LaneParts parts, MeterRegistry registry) {
        Lane lane = new Lane(channel, parts);
        Gauge.builder("punctual.executions.slots.taken", lane, Lane::taken)
                .description("Slots of a channel that are taken")
                .tag("channel", channel)
                .register(registry);
        return lane;
    }

    void start(@Observes StartupEvent event) {
        lanes.forEach(Lane::start);
    }

    @Scheduled(identity = "claim", every = "{punctual.execution.tick:1s}")
    void tick() {
        lanes.forEach(Lane::signal);
    }

    /** Does not wait for the next tick where what was planned is due before it. */
    void planned(@Observes(during = TransactionPhase.AFTER_SUCCESS) ExecutionsPlanned signal) {
        lanes.forEach(lane -> lane.expect(signal.earliest()));
        if (!signal.earliest().isAfter(clock.instant().plus(config.lead()))) {
            wake();
        }
    }

    /** Looks for what is due, if the scheduler runs at all; many calls at once are one. */
    public void wake() {
        if (scheduler.isRunning()) {
            lanes.forEach(Lane::signal);
        }
    }

    /** Claims and starts all that is due now, waiting for free slots in between; it does not wait for the last results. */
    public void claimAll() throws InterruptedException {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> drains =
                    lanes.stream().map(ExecutionWorker::draining).toList();
            for (Future<Boolean> drained : each.invokeAll(drains)) {
                drained.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DatabaseException away ? away : new IllegalStateException(e.getCause());
        }
    }

    /** A slow channel does not hold up the others here either. */
    private static Callable<Boolean> draining(Lane lane) {
        return () -> {
            lane.drain();
            return true;
        };
    }

    /** What was started here and is not recorded yet. */
    InFlight inFlight() {
        return inFlight;
    }

    /** Claims no more, gives back what waits, and lets what runs finish. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        for (Lane lane : lanes) {
            lane.stop();
        }
        if (!inFlight.awaitNone(config.grace())) {
            LOG.warnf("stopping with %d executions still running", inFlight.count());
        }
    }
}
