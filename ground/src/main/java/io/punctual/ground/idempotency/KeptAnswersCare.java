package io.punctual.ground.idempotency;

import io.punctual.ground.tenancy.Acting;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Forgets answers to repeated POSTs that nobody may ask for any more. */
@ApplicationScoped
public class KeptAnswersCare {
    private final Idempotency idempotency;
    private final Clock clock;

    KeptAnswersCare(Idempotency idempotency, Clock clock) {
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @Scheduled(every = "10m", delayed = "1m")
    @SuppressWarnings("StatementWithEmptyBody")
    void forget() {
        while (Acting.<Integer>asEngine(() -> idempotency.purge(clock.instant().minus(Idempotency.KEPT))) > 0) {
            // One batch after the other, each in a transaction of its own.
        }
    }
}
