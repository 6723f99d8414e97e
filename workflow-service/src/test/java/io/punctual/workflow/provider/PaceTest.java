package io.punctual.workflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final UUID ACME = UUID.randomUUID();
    private static final UUID GLOBEX = UUID.randomUUID();
    private static final String DESK = "desk@acme.example";

    private Providers providers = new Providers();

    private void limits(String... settings) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            named.put("channels.email." + settings[i], settings[i + 1]);
        }
        providers = new Providers(named);
    }

    private Optional<Duration> turn(UUID firm, String sender, UUID message) throws InterruptedException {
        return providers.pace().turn(Provider.ofInstallation("email"), firm, sender, message);
    }

    private Optional<Duration> turn() throws InterruptedException {
        return turn(ACME, DESK, UUID.randomUUID());
    }

    @Test
    void withoutSettingsNothingIsLimited() throws Exception {
        Instant start = providers.clock.instant();
        for (int i = 0; i < 10_000; i++) {
            assertThat(turn()).isEmpty();
        }
        assertThat(providers.clock.instant()).isEqualTo(start);
    }

    @Test
    void aSecondsWorthGoesAtOnceAndWhatComesSoonWaitsWhereItStands() throws Exception {
        limits("firm-per-second", "10");
        Instant start = providers.clock.instant();
        for (int i = 0; i < 10; i++) {
            assertThat(turn()).isEmpty();
        }
        assertThat(providers.clock.instant()).isEqualTo(start);
        assertThat(turn()).isEmpty();
        assertThat(providers.clock.instant()).isEqualTo(start.plusMillis(100));
    }

    @Test
    void whatFindsNothingLeftGoesWhenItComesBackAtItsPlace() throws Exception {
        limits("firm-per-second", "1");
        assertThat(turn()).isEmpty();
        List<UUID> messages = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            UUID message = UUID.randomUUID();
            messages.add(message);
            assertThat(turn(ACME, DESK, message)).contains(Duration.ofSeconds(i));
        }
        for (UUID message : messages) {
            providers.clock.advance(Duration.ofSeconds(1));
            assertThat(turn()).as("somebody new").isPresent();
            assertThat(turn(ACME, DESK, message)).isEmpty();
        }
    }

    @Test
    void whoComesBackTooSoonKeepsItsPlace() throws Exception {
        limits("firm-per-second", "1");
        UUID message = UUID.randomUUID();
        assertThat(turn()).isEmpty();
        assertThat(turn()).contains(Duration.ofSeconds(1));
        assertThat(turn(ACME, DESK, message)).contains(Duration.ofSeconds(2));
        providers.clock.advance(Duration.ofMillis(500));
        assertThat(turn(ACME, DESK, message)).contains(Duration.ofMillis(1_500));
    }

    @Test
    void aFirmThatSendsTooMuchSlowsDownNobodyElse() throws Exception {
        limits("firm-per-second", "1");
        for (int i = 0; i < 30; i++) {
            turn();
        }
        assertThat(turn(GLOBEX, DESK, UUID.randomUUID())).isEmpty();
    }

    @Test
    void sendersOfAFirmHaveLimitsOfTheirOwn() throws Exception {
        limits("sender-per-second", "1");
        assertThat(turn()).isEmpty();
        assertThat(turn()).isPresent();
        assertThat(turn(ACME, "other@acme.example", UUID.randomUUID())).isEmpty();
        assertThat(turn(GLOBEX, DESK, UUID.randomUUID())).isEmpty();
    }

    @Test
    void theInstallationsLimitHoldsForAllFirmsAndNotForTheirOwnAccounts() throws Exception {
        limits("installation-per-second", "1");
        assertThat(turn()).isEmpty();
        assertThat(turn(GLOBEX, DESK, UUID.randomUUID())).isPresent();
        Provider own = new Provider("email", GLOBEX, "a");
        for (int i = 0; i < 100; i++) {
            assertThat(providers.pace().turn(own, GLOBEX, DESK, UUID.randomUUID()))
                    .isEmpty();
        }
    }

    @Test
    void aLimitMayBeAFractionOfASecond() throws Exception {
        limits("firm-per-second", "0.5");
        assertThat(turn()).isEmpty();
        assertThat(turn()).contains(Duration.ofSeconds(2));
    }

    @Test
    void aCrowdIsSpreadAndGoesAtTheLimitsRate() throws Exception {
        limits("firm-per-second", "10");
        providers.waitsMoveTheClock = false;
        record Waiting(UUID message, Instant until) {}
        Queue<Waiting> crowd = new ArrayDeque<>();
        Instant start = providers.clock.instant();
        for (int i = 0; i < 5_000; i++) {
            crowd.add(new Waiting(UUID.randomUUID(), start));
        }
        int gone = 0;
        int asked = 0;
        while (providers.clock.instant().isBefore(start.plusSeconds(300))) {
            providers.clock.advance(Duration.ofSeconds(1));
            int among = crowd.size();
            for (int i = 0; i < among; i++) {
                Waiting one = crowd.remove();
                Instant now = providers.clock.instant();
                if (one.until().isAfter(now)) {
                    crowd.add(one);
                    continue;
                }
                asked++;
                Optional<Duration> pause = turn(ACME, DESK, one.message());
                if (pause.isEmpty()) {
                    gone++;
                } else {
                    crowd.add(new Waiting(one.message(), now.plus(pause.get())));
                }
            }
        }
        assertThat(gone).isBetween(2_700, 3_030);
        assertThat(asked).isLessThan(5_000 + 300 * 60);
    }
}
