package io.punctual.appointments;

import io.punctual.ground.test.MutableClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Puts the clock into the tests' hands. */
public final class TestClock {
    /** Where every test begins. */
    public static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

    @Produces
    @Singleton
    MutableClock clock() {
        return new MutableClock(START);
    }
}
