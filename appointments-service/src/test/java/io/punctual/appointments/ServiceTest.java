package io.punctual.appointments;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.test.MutableClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;

/** Where every test of the running service begins: at the same instant, with a receiver that takes everything. */
public abstract class ServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    protected MutableClock clock;

    /** Answers for whoever receives events. */
    protected final FakeReceiver receiver = FakeReceiver.instance();

    @BeforeEach
    final void beginAnew() {
        clock.set(TestClock.START);
        receiver.reset();
    }

    /** Looks again and again until something holds; fails where it does not come to hold. */
    protected static void waitUntil(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
