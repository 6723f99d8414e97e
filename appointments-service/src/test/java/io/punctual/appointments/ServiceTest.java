package io.punctual.appointments;

import io.punctual.ground.test.MutableClock;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** Where every test of the running service begins: at the same instant, with a receiver that takes everything. */
public abstract class ServiceTest {
    @Inject
    protected MutableClock clock;

    /** Answers for whoever receives events. */
    protected final FakeReceiver receiver = FakeReceiver.instance();

    @BeforeEach
    final void beginAnew() {
        clock.set(TestClock.START);
        receiver.reset();
    }
}
