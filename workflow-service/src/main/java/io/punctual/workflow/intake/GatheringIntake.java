package io.punctual.workflow.intake;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.punctual.ground.sql.DatabaseException;
import io.punctual.ground.tenancy.Acting;
import io.punctual.workflow.event.LifecycleEvent;
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
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    GatheringIntake(GroupIntake intake, IntakeConfig config, MeterRegistry meters) {
        this.intake = intake;
        this.gathering = new Gathering(config.groups(), config.groupSize());
        this.sizes = DistributionSummary.builder("punctual.intake.group.size")
                .description("Events taken in one transaction")
                .serviceLevelObjectives(SIZES)
                .register(meters);
        this.durations = Timer.builder("punctual.intake.group.duration")
                .description("How long the transaction of a group takes, failed ones included")
                .serviceLevelObjectives(DURATIONS)
                .register(meters);
    }

    @Override
    public List<Taking> begin(List<LifecycleEvent> events) {
        List<Taking> takings = events.stream().map(Taking::new).toList();
        List<Gathering.Group> groups = gathering.arrived(takings);
        if (!groups.isEmpty()) {
            groups.subList(1, groups.size()).forEach(this::takeElsewhere);
            // On this thread: whoever comes alone waits for nobody.
            takeGroup(groups.getFirst());
        }
        return takings;
    }

    private void takeElsewhere(Gathering.Group group) {
        threads.execute(() -> takeGroup(group));
    }

    private void takeGroup(Gathering.Group group) {
        List<Taking> heldUp = new ArrayList<>();
        try {
            takeTogether(group.takings(), group.patient(), heldUp);
        } finally {
            gathering.done(group, heldUp).forEach(this::takeElsewhere);
        }
    }

    private void takeTogether(List<Taking> takings, boolean patient, List<Taking> heldUp) {
        try {
            List<Optional<Taken>> taken =
                    committed(takings.stream().map(Taking::event).toList(), patient);
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
            takeTogether(takings.subList(0, half), patient, heldUp);
            takeTogether(takings.subList(half, takings.size()), patient, heldUp);
        } catch (Error e) {
            takings.forEach(taking -> taking.fail(e));
            throw e;
        }
    }

    private List<Optional<Taken>> committed(List<LifecycleEvent> events, boolean patient) {
        sizes.record(events.size());
        Timer.Sample begun = Timer.start();
        try {
            Set<UUID> firms = events.stream().map(LifecycleEvent::firmId).collect(Collectors.toSet());
            return Acting.forEventsOf(firms, () -> intake.take(events, patient));
        } finally {
            begun.stop(durations);
        }
    }
}
