package io.punctual.ground.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.identity.ClientNetwork;
import io.punctual.ground.test.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T09:00:00Z"));
    private final Buckets buckets = new Buckets(60, 1000, clock);

    @Test
    void aMinutesWorthPassesAtOnceAndThenAsMuchAsRefills() {
        for (int request = 0; request < 60; request++) {
            assertThat(buckets.take("ada", 1)).isEmpty();
        }
        assertThat(buckets.take("ada", 1)).contains(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(2));
        assertThat(buckets.take("ada", 1)).isEmpty();
        assertThat(buckets.take("ada", 1)).isEmpty();
        assertThat(buckets.take("ada", 1)).isPresent();
    }

    @Test
    void oneKeyDoesNotExhaustAnother() {
        assertThat(buckets.take("ada", 60)).isEmpty();
        assertThat(buckets.take("ada", 1)).isPresent();
        assertThat(buckets.take("bob", 60)).isEmpty();
    }

    @Test
    void whatWasRefusedCostsNothing() {
        assertThat(buckets.take("ada", 59)).isEmpty();
        assertThat(buckets.take("ada", 2)).isPresent();
        assertThat(buckets.take("ada", 1)).isEmpty();
    }

    @Test
    void moreThanABucketHoldsIsTakenWhenItIsFull() {
        assertThat(buckets.take("ada", 500)).isEmpty();
        assertThat(buckets.take("ada", 500)).contains(Duration.ofMinutes(1));
    }

    @Test
    void aClockThatGoesBackGivesNothingAway() {
        assertThat(buckets.take("ada", 60)).isEmpty();
        clock.set(Instant.parse("2026-11-24T08:00:00Z"));
        assertThat(buckets.take("ada", 1)).isPresent();
    }

    @Test
    void zeroIsNoLimit() {
        Buckets open = new Buckets(0, 1000, clock);
        assertThat(open.take("ada", 1_000_000)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "2001:db8::1, 2001:db8:0:0:ffff::2, true",
        "2001:db8::1, 2001:db8:0:1::1, false",
        "::ffff:192.0.2.7, 192.0.2.7, false",
        "unknown, unknown, true"
    })
    void whoOwnsANetworkIsOneClient(String one, String other, boolean same) {
        assertThat(ClientNetwork.of(one).equals(ClientNetwork.of(other))).isEqualTo(same);
    }
}
