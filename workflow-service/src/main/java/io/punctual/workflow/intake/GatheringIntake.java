package io.punctual.workflow.intake;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.punctual.ground.sql.DatabaseException;
import io.punctual.ground.tenancy.Acting;
import io.punctual.workflow.event.LifecycleEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
        this.gathering = new Gathering(config.groups(), config.groupsPerFirm(), config.groupSize());
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
        try {
            takeTogether(group.firmId(), group.takings());
        } finally {
            gathering.done(group).forEach(this::takeElsewhere);
        }
    }

    private void takeTogether(UUID firmId, List<Taking> takings) {
        try {
            List<Taken> taken =
                    committed(firmId, takings.stream().map(Taking::event).toList());
            for (int i = 0; i < takings.size(); i++) {
                takings.get(i).end(taken.get(i));
            }
        } catch (RuntimeException e) {
            if (takings.size() == 1 || (e instanceof DatabaseException failure && failure.isAway())) {
                takings.forEach(taking -> taking.fail(e));
                return;
            }
            LOG.debugf(e, "A group of %d events failed; taking its halves", takings.size());
            int half = takings.size() / 2;
            takeTogether(firmId, takings.subList(0, half));
            takeTogether(firmId, takings.subList(half, takings.size()));
        } catch (Error e) {
            takings.forEach(taking -> taking.fail(e));
            throw e;
        }
    }

    private List<Taken> committed(UUID firmId, List<LifecycleEvent> events) {
        sizes.record(events.size());
        Timer.Sample begun = Timer.start();
        try {
            return Acting.forFirm(firmId, () -> intake.take(events));
        } finally {
            begun.stop(durations);
        }
    }
}
