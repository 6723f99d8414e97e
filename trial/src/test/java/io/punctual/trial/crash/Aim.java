package io.punctual.trial.crash;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** When to send what is to arrive at the due instant: as early as it takes for either side to win about as often. */
final class Aim {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final long STEP_MICROS = 20_000;
    private static final long FARTHEST_MICROS = 400_000;
    private static final int SPREAD_MICROS = 16_000;
    private static final String ENDED = """
            SELECT count(*) FROM execution e JOIN outcome o ON o.firm_id = e.firm_id AND o.execution_id = e.id
            WHERE e.generation = 0 AND o.status = ?
            """;

    private final Facts facts;
    private final AtomicLong offsetMicros = new AtomicLong(-10_000);
    private volatile boolean done;
    private int withdrawn;
    private int sent;

    Aim(Facts facts) {
        this.facts = facts;
    }

    /** Tells, when asked, how long after the due instant to send: mostly negative, and a little to either side of the middle. */
    Supplier<Duration> of(int chance) {
        int aside = Math.floorMod(chance, SPREAD_MICROS) - SPREAD_MICROS / 2;
        return () -> Duration.ofNanos(1000 * (offsetMicros.get() + aside));
    }

    /** Looks who wins, again and again, until {@link #enough}. */
    void correct() {
        try {
            while (!done) {
                Thread.sleep(LOOK_EVERY);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void enough() {
        done = true;
    }

    private void look() {
        int nowWithdrawn = facts.number(ENDED, "cancelled");
        int nowSent = facts.number(ENDED, "completed");
        int fresh = nowWithdrawn + nowSent - withdrawn - sent;
        if (fresh > 0) {
            double share = (double) (nowWithdrawn - withdrawn) / fresh;
            long next = offsetMicros.get() + (long) (STEP_MICROS * (share - 0.5));
            offsetMicros.set(Math.clamp(next, -FARTHEST_MICROS, FARTHEST_MICROS));
        }
        withdrawn = nowWithdrawn;
        sent = nowSent;
    }
}
