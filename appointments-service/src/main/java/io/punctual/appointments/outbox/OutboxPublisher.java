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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what the outbox holds: in order per appointment, many appointments at once, at least once. It starts the
 * moment a transaction with an event commits in this process; the tick finds retries and what other replicas left. An
 * event that is alone goes alone and at once. What gathers while all requests are on their way goes in batches.
 *
 * <p>No transaction is open while the receiver is called. A replica that dies between any two steps leaves a lease that
 * lapses, and the event is sent again.
 */
@ApplicationScoped
public class OutboxPublisher {
    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);
    /** What one statement claims at most, so that the first events of a large backlog are soon on their way. */
    private static final int MOST_AT_ONCE = 1000;

    private final OutboxConfig config;
    private final Deliveries deliveries;
    private final DeliveryAttempt attempt;
    private final DeliveryRecorder recorder;
    private final BatchSize batchSize;
    private final Clock clock;
    private final Semaphore slots;
    private final Semaphore signal = new Semaphore(0);
    private final AtomicReference<@Nullable Thread> dispatcher = new AtomicReference<>();
    private volatile boolean stopping;

    OutboxPublisher(
            OutboxConfig config,
            Deliveries deliveries,
            DeliveryAttempt attempt,
            DeliveryRecorder recorder,
            BatchSize batchSize,
            Clock clock,
            MeterRegistry metrics) {
        this.config = config;
        this.deliveries = deliveries;
        this.attempt = attempt;
        this.recorder = recorder;
        this.batchSize = batchSize;
        this.clock = clock;
        this.slots = new Semaphore(config.concurrency());
        metrics.gauge(
                "punctual.outbox.requests.running", slots, free -> config.concurrency() - free.availablePermits());
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
            stopping = false;
            thread.start();
        }
    }

    /**
     * Returns when nothing of this replica is on its way any more and it holds no lease. The dispatcher is asked and not
     * interrupted: that would break a claim off whose leases then nobody knows.
     */
    void stop() throws InterruptedException {
        Thread thread = dispatcher.get();
        if (thread == null) {
            return;
        }
        stopping = true;
        signal.release();
        thread.join();
        if (slots.tryAcquire(config.concurrency(), config.lease().toMillis(), TimeUnit.MILLISECONDS)) {
            slots.release(config.concurrency());
        } else {
            LOG.warn("Some deliveries did not end; their leases lapse by themselves");
        }
        dispatcher.set(null);
    }

    private void dispatch() {
        while (!stopping) {
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

    /** Claims as much as the free slots carry and sets it on its way; the end of each request signals for more. */
    private void deliverDue() throws InterruptedException {
        slots.acquire();
        int free = 1 + slots.drainPermits();
        int used = 0;
        try {
            int size = batchSize.now();
            int most = Math.min(free * size, MOST_AT_ONCE);
            List<Delivery> claimed = stopping ? List.of() : claim(most);
            if (stopping) {
                giveBack(claimed);
                return;
            }
            for (int from = 0; from < claimed.size(); from += size) {
                send(claimed.subList(from, Math.min(from + size, claimed.size())));
                used++;
            }
            if (claimed.size() == most && used < free) {
                signal.release();
            }
        } finally {
            slots.release(free - used);
        }
    }

    private List<Delivery> claim(int most) {
        Instant now = clock.instant();
        return deliveries.claim(now, now.plus(config.lease()), most);
    }

    private void giveBack(List<Delivery> claimed) {
        if (!claimed.isEmpty()) {
            Instant now = clock.instant();
            recorder.record(claimed.stream()
                    .map(delivery -> DeliveryResult.untried(delivery, now))
                    .toList());
        }
    }

    private void send(List<Delivery> request) {
        Thread.ofVirtual().name("delivery-" + request.getFirst().id()).start(() -> Acting.asEngine(() -> run(request)));
    }

    private void run(List<Delivery> request) {
        try {
            attempt.run(request);
        } finally {
            slots.release();
            signal.release();
        }
    }
}
