package io.punctual.workflow.intake;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.punctual.ground.sql.DatabaseException;
import io.punctual.ground.tenancy.Acting;
import io.punctual.workflow.event.LifecycleEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes events in the groups that {@link Gathering} lets in. A group whose transaction fails is taken again in halves, down to
 * single events, so that a bad event fails alone; that it may have been committed all the same does no harm, because taking
 * an event again has no effect.
 */
@ApplicationScoped
class GatheringIntake implements EventIntake {
    private static final Logger LOG = Logger.getLogger(GatheringIntake.class);
    private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100};
    private static final Duration[] DURATIONS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final GroupIntake intake;
    private final Gathering gathering;
    private final DistributionSummary sizes;
    private final Timer durations;
    /** No virtual threads: they would take a turn through the poller with each answer of the database. There are as many as groups inside. */
    private final ExecutorService threads;

    GatheringIntake(GroupIntake intake, IntakeConfig config, MeterRegistry meters) {
        this.intake = intake;
        this.gathering = new Gathering(config.groups(), config.groupSize());
        this.threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("intake-", 1).daemon().factory());
        this.sizes = DistributionSummary.builder("punctual.intake.group.size")
                .description("Events taken in one transaction")
                .serviceLevelObjectives(SIZES)
                .register(meters);
        this.durations = Timer.builder("punctual.intake.group.duration")
                .description("How long the transaction of a group takes, failed ones included")
                .serviceLevelObjectives(DURATIONS)
                .register(meters);
    }

    /** Whoever waits for an event is a request, and those have ended by now. */
    @PreDestroy
    void stop() {
        threads.shutdown();
    }

    @Override
    public List<Taking> begin(List<LifecycleEvent> events) {
        List<Taking> takings = events.stream().map(Taking::new).toList();
        gathering.arrived(takings).forEach(this::take);
        return takings;
    }

    private void take(Gathering.Group first) {
        threads.execute(() -> {
            Optional<Gathering.Group> next = Optional.of(first);
            while (next.isPresent()) {
                next = takeGroup(next.get());
            }
        });
    }

    /** Takes a group, and finds those that may go in now: the first of them is for this thread. */
    private Optional<Gathering.Group> takeGroup(Gathering.Group group) {
        List<Taking> heldUp = new ArrayList<>();
        takeTogether(group, group.takings(), heldUp);
        List<Gathering.Group> next = gathering.done(group, heldUp);
        next.stream().skip(1).forEach(this::take);
        return next.stream().findFirst();
    }

    private void takeTogether(Gathering.Group group, List<Taking> takings, List<Taking> heldUp) {
        try {
            List<Optional<Taken>> taken =
                    committed(group, takings.stream().map(Taking::event).toList());
            for (int i = 0; i < takings.size(); i++) {
                Taking taking = takings.get(i);
                taken.get(i).ifPresentOrElse(taking::end, () -> heldUp.add(taking));
            }
        } catch (RuntimeException e) {
            if (takings.size() == 1 || (e instanceof DatabaseException failure && failure.isAway())) {
                takings.forEach(taking -> taking.fail(e));
                return;
            }
            LOG.debugf(e, "A group of %d events failed; taking its halves", takings.size());
            int half = takings.size() / 2;
            takeTogether(group, takings.subList(0, half), heldUp);
            takeTogether(group, takings.subList(half, takings.size()), heldUp);
        } catch (Error e) {
            LOG.error("Taking events failed badly", e);
            takings.forEach(taking -> taking.fail(e));
        }
    }

    private List<Optional<Taken>> committed(Gathering.Group group, List<LifecycleEvent> events) {
        sizes.record(events.size());
        Timer.Sample begun = Timer.start();
        try {
            Set<UUID> firms = events.stream().map(LifecycleEvent::firmId).collect(Collectors.toSet());
            return Acting.forEventsOf(firms, () -> intake.take(events, group.patient()));
        } finally {
            begun.stop(durations);
        }
    }
}
