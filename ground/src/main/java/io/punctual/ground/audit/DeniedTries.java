package io.punctual.ground.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.punctual.ground.audit.Repeats.Counted;
import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.tenancy.Scope;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes denied tries into the chain of the caller's firm, after their answers and on a thread of its own. Tries of nobody in
 * particular are logged and counted alone: whoever needs no identity could fill a table.
 */
@ApplicationScoped
public class DeniedTries {
    private static final Logger LOG = Logger.getLogger(DeniedTries.class);
    private static final int WAITING = 1_000;

    private final AuditTrail trail;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Repeats repeats = new Repeats();
    private final BlockingQueue<Counted> waiting = new ArrayBlockingQueue<>(WAITING);
    private @Nullable Thread writer;

    DeniedTries(AuditTrail trail, Clock clock, MeterRegistry metrics) {
        this.trail = trail;
        this.clock = clock;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent start) {
        writer = Thread.ofVirtual().name("denied-tries").start(this::writeAll);
    }

    /** Takes a denial; never waits. */
    void add(Denial denial) {
        boolean known = denial.origin().credential() != null;
        metrics.counter(
                        "punctual.access.denied",
                        "status",
                        Integer.toString(denial.status()),
                        "caller",
                        known ? "known" : "unknown")
                .increment();
        switch (repeats.add(denial, clock.instant())) {
            case FIRST -> take(new Counted(denial, 1));
            case COUNTED -> {
                // Its minute tells.
            }
            case LOST -> lost(new Counted(denial, 1));
        }
    }

    private void take(Counted counted) {
        if (counted.denial().origin().credential() == null) {
            log(counted);
        } else if (!waiting.offer(counted)) {
            lost(counted);
        }
    }

    /** Hands on what was counted in minutes that are over. */
    @Scheduled(every = "10s")
    public void handOn() {
        repeats.over(clock.instant()).forEach(this::take);
    }

    void stop(@Observes ShutdownEvent stop) throws InterruptedException {
        Thread running = writer;
        if (running != null) {
            running.interrupt();
            running.join();
        }
        repeats.all().forEach(this::take);
        writeWaiting();
    }

    private void writeWaiting() {
        for (Counted next = waiting.poll(); next != null; next = waiting.poll()) {
            write(next);
        }
    }

    private void writeAll() {
        try {
            while (true) {
                write(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Counted counted) {
        Denial denial = counted.denial();
        Instant now = clock.instant();
        Map<String, Object> metadata = new TreeMap<>(Map.of(
                "method", denial.method(),
                "path", denial.path(),
                "status", denial.status(),
                "roles", denial.roles(),
                "count", counted.count()));
        boolean ofFirm = !denial.firm().equals(Scope.NO_FIRM);
        Fact fact = new Fact(
                "access_denied", ofFirm ? "firm" : "installation", denial.firm().toString(), now, metadata);
        try {
            Acting.forFirm(
                    denial.firm(),
                    () -> QuarkusTransaction.requiringNew()
                            .run(() -> trail.record(denial.firm(), denial.origin(), fact)));
        } catch (RuntimeException e) {
            LOG.warnf(e, "A denied try could not be audited");
            lost(counted);
        }
    }

    private void lost(Counted counted) {
        metrics.counter("punctual.audit.denials.lost").increment(counted.count());
        log(counted);
    }

    private static void log(Counted counted) {
        Denial denial = counted.denial();
        LOG.infof(
                "Access denied: status=%d method=%s path=%s address=%s actor=%s count=%d",
                denial.status(),
                denial.method(),
                denial.path(),
                denial.origin().address(),
                denial.origin().actor(),
                counted.count());
    }
}
