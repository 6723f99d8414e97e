package io.punctual.workflow.execution;

import io.punctual.ground.sql.DatabaseException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says that this worker is alive: extends the leases of what it runs for a while already, three times a lease. */
@ApplicationScoped
class LeaseKeeper {
    private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);
    private static final long MOST_BETWEEN_LOOKS_MILLIS = 1000;

    private final LeaseRows leases;
    private final InFlight inFlight;
    private final Clock clock;
    private final ExecutionConfig config;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lease-keeper").daemon().factory());
    private @Nullable Future<?> looking;
    private long extendedNanos = System.nanoTime();

    LeaseKeeper(LeaseRows leases, InFlight inFlight, Clock clock, ExecutionConfig config) {
        this.leases = leases;
        this.inFlight = inFlight;
        this.clock = clock;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        long look = Math.min(MOST_BETWEEN_LOOKS_MILLIS, config.lease().toMillis() / 6);
        looking = timer.scheduleWithFixedDelay(this::look, look, look, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        if (looking != null) {
            looking.cancel(false);
        }
        timer.shutdown();
    }

    /** While the database is away, each look tries again: when it is back, the living speak before anybody rescues. */
    private void look() {
        long now = System.nanoTime();
        long third = config.lease().toNanos() / 3;
        if (now - extendedNanos < third) {
            return;
        }
        List<Try> old = inFlight.all().stream()
                .filter(one -> now - one.startedNanos() > third)
                .toList();
        try {
            if (!old.isEmpty()) {
                extend(old);
            }
            extendedNanos = now;
        } catch (DatabaseException e) {
            LOG.warnf("the leases of %d executions could not be extended yet: %s", old.size(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("leases could not be extended", e);
        }
    }

    private void extend(List<Try> old) {
        Set<UUID> kept = leases.extend(
                old.stream().map(Try::claimed).toList(), clock.instant().plus(config.lease()));
        old.stream()
                .filter(one -> !one.hasEnded())
                .map(one -> one.claimed().executionId())
                .filter(id -> !kept.contains(id))
                .forEach(id -> LOG.warnf("execution %s runs here, but belongs to a later claim", id));
    }
}
