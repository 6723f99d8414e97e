package io.punctual.ground.audit;

import static io.punctual.ground.audit.Repeats.Verdict.COUNTED;
import static io.punctual.ground.audit.Repeats.Verdict.FIRST;
import static io.punctual.ground.audit.Repeats.Verdict.LOST;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final Instant A_MINUTE_LATER = NOW.plusSeconds(60);

    private final Repeats repeats = new Repeats();

    @Test
    void theFirstIsWrittenAtOnceAndTheOthersOncePerMinuteWithTheirCount() {
        Denial denial = denial("staff@acme", "/api/v1/settings");
        assertThat(repeats.add(denial, NOW)).isEqualTo(FIRST);
        assertThat(repeats.add(denial, NOW)).isEqualTo(COUNTED);
        assertThat(repeats.add(denial("staff@acme", "/api/v1/settings"), NOW.plusSeconds(59)))
                .isEqualTo(COUNTED);
        assertThat(repeats.over(NOW.plusSeconds(59))).isEmpty();
        assertThat(repeats.over(A_MINUTE_LATER)).containsExactly(new Repeats.Counted(denial, 2));
        assertThat(repeats.add(denial, A_MINUTE_LATER)).isEqualTo(COUNTED);
    }

    @Test
    void whoStopsIsForgotten() {
        Denial denial = denial("staff@acme", "/api/v1/settings");
        repeats.add(denial, NOW);
        assertThat(repeats.over(A_MINUTE_LATER)).isEmpty();
        assertThat(repeats.add(denial, A_MINUTE_LATER)).isEqualTo(FIRST);
    }

    @Test
    void tryingOneIdAfterTheOtherIsOneThing() {
        assertThat(repeats.add(denial("staff@acme", "/api/v1/firms/" + UUID.randomUUID()), NOW))
                .isEqualTo(FIRST);
        assertThat(repeats.add(denial("staff@acme", "/api/v1/firms/" + UUID.randomUUID()), NOW))
                .isEqualTo(COUNTED);
        assertThat(denial("staff@acme", "/q/metrics/\u0000\n..%2f").path()).isEqualTo("/q/metrics/{id}");
    }

    @Test
    void whoTriesManyThingsIsCountedAsOne() {
        int written = 0;
        for (int i = 0; i < 500; i++) {
            if (repeats.add(denial("staff@acme", "/q/metrics/x" + i), NOW) == FIRST) {
                written++;
            }
        }
        assertThat(written).isEqualTo(21);
        assertThat(repeats.over(A_MINUTE_LATER))
                .containsExactly(new Repeats.Counted(denial("staff@acme", "x").anything(), 479));
    }

    @Test
    void tooManyCallersAtOnceAreLostAndSaidSo() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(repeats.add(denial("caller" + i, "/q/metrics"), NOW)).isEqualTo(FIRST);
        }
        assertThat(repeats.add(denial("one more", "/q/metrics"), NOW)).isEqualTo(LOST);
        repeats.over(A_MINUTE_LATER);
        assertThat(repeats.add(denial("one more", "/q/metrics"), A_MINUTE_LATER))
                .isEqualTo(FIRST);
    }

    @Test
    void atTheEndWhatWasCountedIsHandedOn() {
        Denial denial = denial("staff@acme", "/api/v1/settings");
        repeats.add(denial, NOW);
        repeats.add(denial, NOW);
        assertThat(repeats.all()).isEqualTo(List.of(new Repeats.Counted(denial, 1)));
        assertThat(repeats.all()).isEmpty();
    }

    private static Denial denial(String actor, String path) {
        return new Denial(
                new UUID(1, 1),
                new Origin(actor, "token", "192.0.2.1"),
                "PUT",
                path,
                403,
                new TreeSet<>(Collections.singleton("firm-staff")));
    }
}
