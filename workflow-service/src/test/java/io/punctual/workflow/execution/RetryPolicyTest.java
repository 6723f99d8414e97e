package io.punctual.workflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
    private static final Instant FAR = NOW.plus(Duration.ofHours(24));
    private static final double MIDDLE = 0.5;

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 5", "3, 15", "4, 30", "5, 60"})
    void triesAgainAfterGrowingDelays(int retries, int minutes) {
        assertThat(RetryPolicy.next(retries, NOW, FAR, MIDDLE, null, false))
                .contains(NOW.plus(Duration.ofMinutes(minutes)));
    }

    @Test
    void givesUpAfterFiveRetries() {
        assertThat(RetryPolicy.next(6, NOW, FAR, MIDDLE, null, false)).isEmpty();
    }

    @Test
    void goesOnHourlyForWhatAnUpdateMayMend() {
        assertThat(RetryPolicy.next(9, NOW, FAR, MIDDLE, null, true)).contains(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void honoursWhatTheOtherSideAskedFor() {
        assertThat(RetryPolicy.next(1, NOW, FAR, MIDDLE, Duration.ofMinutes(10), false))
                .contains(NOW.plus(Duration.ofMinutes(10)));
        assertThat(RetryPolicy.next(1, NOW, FAR, MIDDLE, Duration.ofSeconds(1), false))
                .contains(NOW.plus(Duration.ofMinutes(1)));
    }

    @Property
    void neverReachesTheLatenessLimitAndNeverStraysFromItsDelay(
            @ForAll @IntRange(min = 1, max = 5) int retries,
            @ForAll @DoubleRange(min = 0, max = 1) double random,
            @ForAll @IntRange(min = 0, max = 90) int minutesLeft) {
        Instant limit = NOW.plus(Duration.ofMinutes(minutesLeft));
        long base = new long[] {1, 5, 15, 30, 60}[retries - 1] * 60_000;
        RetryPolicy.next(retries, NOW, limit, random, null, false).ifPresent(next -> {
            assertThat(next).isBefore(limit);
            assertThat(Duration.between(NOW, next).toMillis()).isBetween(base * 8 / 10, base * 12 / 10);
        });
        assertThat(RetryPolicy.next(retries, NOW, NOW.plusMillis(base * 12 / 10 + 1), random, null, false))
                .isPresent();
    }
}
