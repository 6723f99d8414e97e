package io.punctual.workflow;

import io.punctual.ground.test.MutableClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Puts a clock that tests move by hand in place of the system's. */
final class TestClock {

    @Produces
    @Singleton
    MutableClock clock() {
        return new MutableClock(Instant.parse("2026-11-20T09:00:00Z"));
    }
}
