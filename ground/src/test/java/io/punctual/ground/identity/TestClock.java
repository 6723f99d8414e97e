package io.punctual.ground.identity;

import io.punctual.ground.test.MutableClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Puts a clock that tests move by hand in place of the system's. */
final class TestClock {

    @Produces
    @Singleton
    MutableClock clock() {
        return new MutableClock(Instant.parse("2026-11-24T09:00:00Z"));
    }
}
