package io.punctual.workflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final Providers providers = new Providers(Map.of("away.asking-per-second", "10"));
    private final Breaker breaker = providers.breakers().of(Provider.ofInstallation("email"));

    private void opened() {
        for (int i = 0; i < 5; i++) {
            assertThat(breaker.ask()).isEmpty();
            breaker.away();
        }
        assertThat(breaker.isAway()).isTrue();
    }

    @Test
    void opensWhenHalfOfTheTriesFailAndNotBefore() {
        for (int i = 0; i < 4; i++) {
            breaker.away();
        }
        assertThat(breaker.ask()).isEmpty();
        breaker.answered();
        assertThat(breaker.isAway()).isTrue();
    }

    @Test
    void aFewFailuresAmongManyAnswersOpenNothing() {
        for (int i = 0; i < 20; i++) {
            breaker.answered();
        }
        for (int i = 0; i < 9; i++) {
            breaker.away();
        }
        assertThat(breaker.ask()).isEmpty();
        breaker.away();
        assertThat(breaker.ask()).isPresent();
    }

    @Test
    void isLeftAloneLongerEachTimeThatTheProbesFailAndNeverLongerThanALimit() {
        opened();
        List<Duration> alone = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Duration pause = breaker.ask().orElseThrow();
            alone.add(pause);
            providers.clock.advance(pause);
            for (int probe = 0; probe < 3; probe++) {
                assertThat(breaker.ask()).isEmpty();
            }
            assertThat(breaker.ask()).as("a fourth probe").isPresent();
            for (int probe = 0; probe < 3; probe++) {
                breaker.away();
            }
        }
        assertThat(alone.getFirst()).isBetween(Duration.ofMillis(4_000), Duration.ofMillis(6_100));
        assertThat(alone.get(2)).isBetween(Duration.ofMillis(16_000), Duration.ofMillis(24_100));
        assertThat(alone.getLast()).isBetween(Duration.ofMillis(48_000), Duration.ofMillis(72_100));
    }

    @Test
    void closesWhenTheProbesAreAnswered() {
        opened();
        providers.untilProbed();
        for (int probe = 0; probe < 3; probe++) {
            assertThat(breaker.ask()).isEmpty();
            breaker.answered();
        }
        assertThat(breaker.isAway()).isFalse();
        for (int i = 0; i < 100; i++) {
            assertThat(breaker.ask()).isEmpty();
        }
    }

    @Test
    void aProbeThatWasNotMadeLeavesItsPlaceToAnother() {
        opened();
        providers.untilProbed();
        for (int i = 0; i < 10; i++) {
            assertThat(breaker.ask()).isEmpty();
            breaker.unused();
        }
    }

    @Test
    void thoseWhoWaitComeBackOneAfterTheOtherAndNoneWaitsLongerThanALimit() {
        opened();
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            pauses.add(breaker.ask().orElseThrow());
        }
        Duration gap = Duration.ofMillis(100);
        for (int i = 1; i < 2_000; i++) {
            assertThat(pauses.get(i).minus(pauses.get(i - 1))).isEqualTo(gap);
        }
        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(gap, Duration.ofMinutes(5)));
        assertThat(pauses.subList(5_000, 10_000).stream().distinct().count()).isGreaterThan(4_900);
    }

    @Test
    void whoAsksAgainGoesToTheEndOfTheLine() {
        opened();
        Duration first = breaker.ask().orElseThrow();
        Duration second = breaker.ask().orElseThrow();
        assertThat(second).isGreaterThan(first);
        assertThat(breaker.ask().orElseThrow()).isGreaterThan(second);
    }

    @Test
    void anAnswerToSomebodyWhoDidNotAskEndsIt() {
        opened();
        breaker.isBack();
        assertThat(breaker.ask()).isEmpty();
        breaker.isBack();
        assertThat(breaker.isAway()).isFalse();
    }

    @Test
    void theMetricCountsThoseWhoAreAwayByOwner() {
        Breaker firms = providers.breakers().of(new Provider("email", UUID.randomUUID(), "a"));
        assertThat(providers.away("installation")).isZero();
        opened();
        assertThat(providers.away("installation")).isEqualTo(1);
        assertThat(providers.away("firm")).isZero();
        assertThat(firms.ask()).isEmpty();
    }
}
