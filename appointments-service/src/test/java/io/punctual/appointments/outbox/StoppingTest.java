package io.punctual.appointments.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.appointments.FakeReceiver.Reply;
import io.punctual.appointments.LaptopProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class StoppingTest extends OutboxTest {

    @Test
    void whatIsOnItsWayFinishesAndNothingElseBegins() throws Exception {
        CountDownLatch arrived = new CountDownLatch(3);
        CountDownLatch goOn = new CountDownLatch(1);
        batchSize.notOffered(415);
        receiver.replies(_ -> {
            arrived.countDown();
            awaited(goOn);
            return Reply.of(202);
        });
        fill(3, 2);
        begin();
        awaited(arrived);
        Thread stopping = Thread.ofVirtual().start(this::stop);
        waitUntil(
                () -> stopping.getState() == Thread.State.WAITING || stopping.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        stopping.join();

        assertThat(receiver.requests()).hasSize(3);
        assertThat(count("sequence = 2 AND lease_owner IS NULL")).isEqualTo(3);
        assertThat(count("sequence = 1")).isZero();
    }

    @Test
    void whoeverStopsWhileItClaimsLeavesNoLeaseBehind() throws Exception {
        for (int i = 0; i < 40; i++) {
            fill(3, 1);
            begin();
            publisher.stop();
            assertThat(count("lease_owner IS NOT NULL")).isZero();
        }
        begin();
        waitUntilAllIsDelivered();
    }

    private void stop() {
        try {
            publisher.stop();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
