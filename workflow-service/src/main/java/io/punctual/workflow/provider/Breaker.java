package io.punctual.workflow.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Notices when a provider is away, and then lets nothing but a few probes through until it is back. Whoever was let through says
 * what came of it: exactly one of {@link #answered}, {@link #away} and {@link #unused}. Thread-safe.
 */
public final class Breaker {
    private static final Logger LOG = Logger.getLogger(Breaker.class);
    private static final int PROBES = 3;
    private static final int WINDOW = 4;
    private static final float HALF = 50;
    private static final double JITTER = 0.2;
    /** While probes run, nobody knows how long they take. */
    private static final Duration WHILE_PROBING = Duration.ofSeconds(1);

    private final Provider provider;
    private final CircuitBreaker circuit;
    private final WaitingLine waiting;
    private final Clock clock;
    private volatile Instant nextProbe = Instant.EPOCH;

    /** A try counts against a provider by an exception alone; nobody sees it. */
    private static final class Away extends Exception {
        private static final long serialVersionUID = 1L;

        Away() {
            super("away", null, false, false);
        }
    }

    Breaker(Provider provider, ProvidersConfig.Away config, Clock clock) {
        this.provider = provider;
        this.clock = clock;
        this.waiting = new WaitingLine(config.askingPerSecond(), config.longestWait());
        IntervalFunction pauses = IntervalFunction.ofExponentialRandomBackoff(
                config.first().toMillis(), 2, JITTER, config.longest().toMillis());
        this.circuit = CircuitBreaker.of(
                provider.toString(),
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .minimumNumberOfCalls(config.tries())
                        .slidingWindowSize(WINDOW * config.tries())
                        .failureRateThreshold(HALF)
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .waitIntervalFunctionInOpenState(times -> leaveAlone(pauses.apply(times)))
                        .build());
        circuit.getEventPublisher()
                .onStateTransition(event -> changed(
                        event.getStateTransition().getFromState(),
                        event.getStateTransition().getToState()));
    }

    private long leaveAlone(long millis) {
        nextProbe = clock.instant().plusMillis(millis);
        return millis;
    }

    private void changed(State from, State to) {
        if (from == State.CLOSED) {
            LOG.warnf("The %s is away; what is to go through it waits", provider);
        } else if (to == State.CLOSED) {
            waiting.disperse();
            LOG.infof("The %s is back", provider);
        } else {
            LOG.debugf("The %s: %s", provider, to);
        }
    }

    /** Asks to make a try: empty where it may be made, else how long to wait before asking again. */
    public Optional<Duration> ask() {
        if (circuit.tryAcquirePermission()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant probing = now.plus(WHILE_PROBING);
        return Optional.of(waiting.join(
                now,
                isLeftAlone() && nextProbe.isAfter(now) ? nextProbe : probing,
                ThreadLocalRandom.current().nextDouble()));
    }

    private boolean isLeftAlone() {
        return circuit.getState() == State.OPEN;
    }

    /** It answered, whatever it thinks of this message. */
    public void answered() {
        circuit.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** It could not be reached, did not answer in time, or lets nobody in. */
    public void away() {
        circuit.onError(0, TimeUnit.NANOSECONDS, new Away());
    }

    /** No try was made after all, or it says nothing about the provider. */
    public void unused() {
        circuit.releasePermission();
    }

    /** It answered somebody who did not ask: whatever was known of it is over. */
    public void isBack() {
        if (isAway()) {
            circuit.transitionToClosedState();
        }
    }

    /** Whether it is away as far as is known. */
    public boolean isAway() {
        return circuit.getState() != State.CLOSED;
    }
}
