package io.punctual.appointments.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.punctual.ground.tenancy.Acting;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what the outbox holds: in order per appointment, many appointments at once, at least once. It starts the
 * moment a transaction with an event commits in this process; the tick finds retries and what other replicas left.
 *
 * <p>No transaction is open while the receiver is called. A replica that dies between any two steps leaves a lease that
 * lapses, and the event is sent again.
 */
@ApplicationScoped
public class OutboxPublisher {
    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);

    private final OutboxConfig config;
    private final Deliveries deliveries;
    private final DeliveryAttempt attempt;
    private final Clock clock;
    private final Semaphore slots;
    private final Semaphore signal = new Semaphore(0);
    private final AtomicReference<@Nullable Thread> dispatcher = new AtomicReference<>();

    OutboxPublisher(
            OutboxConfig config, Deliveries deliveries, DeliveryAttempt attempt, Clock clock, MeterRegistry metrics) {
        this.config = config;
        this.deliveries = deliveries;
        this.attempt = attempt;
        this.clock = clock;
        this.slots = new Semaphore(config.concurrency());
        metrics.gauge(
                "punctual.outbox.deliveries.running", slots, free -> config.concurrency() - free.availablePermits());
    }

    void begin(@Observes StartupEvent start) {
        if (config.deliver()) {
            start();
        }
    }

    /** Ends claiming and lets what is on its way finish within its timeout. */
    void end(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stop();
    }

    @Scheduled(every = "{punctual.events.every}")
    void tick() {
        signal.release();
    }

    void written(@Observes(during = TransactionPhase.AFTER_SUCCESS) OutboxWritten event) {
        signal.release();
    }

    void start() {
        Thread thread = Thread.ofVirtual().name("outbox-dispatcher").unstarted(() -> Acting.asEngine(this::dispatch));
        if (dispatcher.compareAndSet(null, thread)) {
            thread.start();
        }
    }

    void stop() throws InterruptedException {
        Thread thread = dispatcher.getAndSet(null);
        if (thread != null) {
            thread.interrupt();
            thread.join();
            if (slots.tryAcquire(config.concurrency(), config.lease().toMillis(), TimeUnit.MILLISECONDS)) {
                slots.release(config.concurrency());
            }
        }
    }

    private void dispatch() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                signal.acquire();
                signal.drainPermits();
                deliverDue();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("The outbox cannot be read; trying again at the next tick", e);
            }
        }
    }

    /** Claims as much as there are free slots for and sets it on its way; the end of each delivery signals for more. */
    private void deliverDue() throws InterruptedException {
        slots.acquire();
        int free = 1 + slots.drainPermits();
        List<Delivery> claimed = List.of();
        try {
            claimed = deliveries.claim(clock.instant(), clock.instant().plus(config.lease()), free);
        } finally {
            slots.release(free - claimed.size());
        }
        for (Delivery delivery : claimed) {
            Thread.ofVirtual().name("delivery-" + delivery.id()).start(() -> Acting.asEngine(() -> run(delivery)));
        }
    }

    private void run(Delivery delivery) {
        try {
            attempt.run(delivery);
        } finally {
            slots.release();
            signal.release();
        }
    }
}
