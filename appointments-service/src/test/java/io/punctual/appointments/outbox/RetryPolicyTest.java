package io.punctual.appointments.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    @Property
    void inTheFirstHourTriesAreAtMostThirtySecondsApart(
            @ForAll @IntRange(min = 1, max = 1000) int attempts,
            @ForAll @LongRange(min = 0, max = 3599) long age,
            @ForAll @DoubleRange(min = 0, max = 1) double jitter) {
        Duration pause = RetryPolicy.pause(attempts, Duration.ofSeconds(age), jitter);

        // The longest try and a tick come on top.
        assertThat(pause.plusSeconds(11)).isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(pause).isPositive();
    }

    @Example
    void laterTriesAreAnHourApart() {
        assertThat(RetryPolicy.pause(200, Duration.ofHours(1), 0)).isEqualTo(Duration.ofHours(1));
    }

    @Example
    void nothingIsGivenUpBeforeSeventyFiveHours() {
        assertThat(RetryPolicy.givesUp(NOW, NOW.plus(Duration.ofHours(75)).minusMillis(1)))
                .isFalse();
        assertThat(RetryPolicy.givesUp(NOW, NOW.plus(Duration.ofHours(75)))).isTrue();
    }

    @Example
    void retryAfterIsSecondsOrADateAndBounded() {
        assertThat(RetryAfter.parse("120", NOW)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Tue, 24 Nov 2026 09:00:30 GMT", NOW)).contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("Tue, 24 Nov 2026 08:00:00 GMT", NOW)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("999999999", NOW)).contains(Duration.ofHours(1));
        assertThat(RetryAfter.parse("soon", NOW)).isEmpty();
        assertThat(RetryAfter.parse("-1", NOW)).isEmpty();
    }

    @Example
    void aSecretHasTwentyFourToSixtyFourBytes() {
        for (int length : new int[] {24, 64}) {
            SigningSecret.checked(secret(length));
        }
        for (String bad : new String[] {secret(23), secret(65), "whsec_%%%", "no prefix"}) {
            assertThatThrownBy(() -> SigningSecret.checked(bad)).hasMessageContaining("PUNCTUAL_EVENTS_SECRET");
        }
    }

    private static String secret(int length) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[length]);
    }
}
