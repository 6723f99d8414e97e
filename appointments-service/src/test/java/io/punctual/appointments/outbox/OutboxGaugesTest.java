package io.punctual.appointments.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.punctual.appointments.LaptopProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class OutboxGaugesTest extends OutboxTest {
    @Inject
    OutboxGauges gauges;

    @Inject
    MeterRegistry metrics;

    @Test
    void theyTellHowMuchWaitsInEachStateAndSinceWhen() {
        fill(1, 1);
        database.update("UPDATE outbox SET state = 'dead'");
        clock.advance(Duration.ofSeconds(10));
        fill(2, 1);
        database.update("UPDATE outbox SET state = 'retrying' WHERE state = 'waiting'");
        clock.advance(Duration.ofSeconds(10));
        fill(3, 2);
        clock.advance(Duration.ofSeconds(10));
        gauges.count();

        assertThat(gauge("punctual.outbox.backlog", DeliveryState.WAITING)).isEqualTo(6);
        assertThat(gauge("punctual.outbox.backlog", DeliveryState.RETRYING)).isEqualTo(2);
        assertThat(gauge("punctual.outbox.backlog", DeliveryState.DEAD)).isEqualTo(1);
        assertThat(gauge("punctual.outbox.oldest.age", DeliveryState.WAITING)).isEqualTo(10);
        assertThat(gauge("punctual.outbox.oldest.age", DeliveryState.RETRYING)).isEqualTo(20);
        assertThat(gauge("punctual.outbox.oldest.age", DeliveryState.DEAD)).isEqualTo(30);
    }

    @Test
    void theyAreNothingWhereNothingWaits() {
        gauges.count();

        for (DeliveryState state : DeliveryState.values()) {
            assertThat(gauge("punctual.outbox.backlog", state)).isZero();
            assertThat(gauge("punctual.outbox.oldest.age", state)).isZero();
        }
    }

    @Test
    void anAgeIsAsOldAsItsCount() {
        fill(1, 1);
        clock.advance(Duration.ofSeconds(1));
        gauges.count();
        clock.advance(Duration.ofSeconds(14));

        assertThat(gauge("punctual.outbox.oldest.age", DeliveryState.WAITING)).isEqualTo(1);
    }

    private double gauge(String name, DeliveryState state) {
        return metrics.get(name).tag("state", state.wireName()).gauge().value();
    }
}
