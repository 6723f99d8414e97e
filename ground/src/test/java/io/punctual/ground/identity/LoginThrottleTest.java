package io.punctual.ground.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.test.MutableClock;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private record Limits(int failures, int addressFailures, Duration window, Duration remembered, int entries)
            implements IdentityConfig.Throttle {}

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T09:00:00Z"));
    private final LoginThrottle throttle =
            new LoginThrottle(new Limits(3, 10, WINDOW, Duration.ofHours(1), 1000), clock);

    private static Attempt jo(String address, String password) {
        return user(address, "jo", password);
    }

    private static Attempt user(String address, String name, String password) {
        String pair = Base64.getEncoder()
                .encodeToString((name + ":" + password).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return Attempt.basic(address, "Basic " + pair);
    }

    private void fail(int times, Attempt attempt) {
        for (int i = 0; i < times; i++) {
            throttle.failed(attempt);
        }
    }

    @Test
    void whoFailsTooOftenWaitsUntilTheWindowIsOver() {
        fail(2, jo("a", "x"));
        assertThat(throttle.wait(jo("a", "y"))).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        fail(1, jo("a", "z"));
        assertThat(throttle.wait(jo("a", "right"))).contains(Duration.ofMinutes(4));
        clock.advance(Duration.ofMinutes(4));
        assertThat(throttle.wait(jo("a", "right"))).isEmpty();
        fail(1, jo("a", "x"));
        assertThat(throttle.wait(jo("a", "right"))).isEmpty();
    }

    @Test
    void othersDoNotWait() {
        fail(3, jo("a", "x"));
        assertThat(throttle.wait(jo("b", "x"))).isEmpty();
        assertThat(throttle.wait(user("a", "ann", "x"))).isEmpty();
    }

    @Test
    void anAddressThatTriesManyNamesWaitsAsAWhole() {
        for (int i = 0; i < 10; i++) {
            throttle.failed(user("a", "user" + i, "x"));
        }
        assertThat(throttle.wait(user("a", "ann", "x"))).contains(WINDOW);
        assertThat(throttle.wait("a")).contains(WINDOW);
        assertThat(throttle.wait("b")).isEmpty();
    }

    @Test
    void aSuccessForgivesNothing() {
        fail(2, jo("a", "x"));
        throttle.succeeded(user("a", "own", "right"));
        throttle.succeeded(jo("a", "right"));
        fail(1, jo("a", "x"));
        assertThat(throttle.wait(jo("a", "x"))).contains(WINDOW);
    }

    @Test
    void whoWasRightBeforeIsNotLockedOutByOthers() {
        Attempt established = Attempt.key("nat", "punctual_abc_secret");
        throttle.succeeded(established);
        fail(20, Attempt.key("nat", "punctual_abc_guess"));
        assertThat(throttle.wait(Attempt.key("nat", "punctual_abc_guess"))).isPresent();
        assertThat(throttle.wait(Attempt.key("nat", "punctual_xyz_secret"))).isPresent();
        assertThat(throttle.wait(established)).isEmpty();

        clock.advance(Duration.ofHours(1));
        fail(20, Attempt.key("nat", "punctual_abc_guess"));
        assertThat(throttle.wait(established)).isPresent();
    }

    @Test
    void memoryIsBounded() {
        FailureCounts counts = new FailureCounts(1, WINDOW, 100);
        for (int i = 0; i < 10_000; i++) {
            counts.failed("name" + i, clock.instant());
        }
        assertThat(counts.size()).isEqualTo(100);
        assertThat(counts.wait("name9999", clock.instant())).isPresent();
        assertThat(counts.wait("name1", clock.instant())).isEmpty();
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        String address = Attempt.address(SocketAddress.inetSocketAddress(1, "2001:db8:1:2::1"));
        assertThat(Attempt.address(SocketAddress.inetSocketAddress(9, "2001:db8:1:2:ffff::9")))
                .isEqualTo(address);
        assertThat(Attempt.address(SocketAddress.inetSocketAddress(9, "2001:db8:1:3::1")))
                .isNotEqualTo(address);
        assertThat(Attempt.address(SocketAddress.inetSocketAddress(9, "192.0.2.7")))
                .isEqualTo("192.0.2.7");
        assertThat(Attempt.address(null)).isEqualTo("unknown");
    }

    @Test
    void nonsenseCountsAsANamelessUser() {
        assertThat(Attempt.basic("a", "Basic ???").pair())
                .isEqualTo(Attempt.basic("a", "Basic !!!").pair());
        assertThat(Attempt.key("a", "punctual_").pair()).isEqualTo("a key ");
    }
}
