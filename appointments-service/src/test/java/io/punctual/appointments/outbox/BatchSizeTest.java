package io.punctual.appointments.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.punctual.ground.test.MutableClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T09:00:00Z"));
    private final BatchSize size = new BatchSize(100, clock, new SimpleMeterRegistry());

    @Test
    void itBeginsWithAsMuchAsIsAllowedAndNeverGrowsBeyond() {
        size.worked(100);

        assertThat(size.now()).isEqualTo(100);
    }

    @Test
    void itIsHalvedByEachBatchThatIsTooMuchAndNotOftenerByThoseSentTogether() {
        size.tooMany(100);
        size.tooMany(100);
        assertThat(size.now()).isEqualTo(50);

        size.tooMany(3);
        assertThat(size.now()).isEqualTo(1);
    }

    @Test
    void itGrowsByBatchesThatWorkAndNotBySmallOnes() {
        size.tooMany(41);
        size.worked(5);
        assertThat(size.now()).isEqualTo(20);
        size.worked(20);
        assertThat(size.now()).isEqualTo(40);
    }

    @Test
    void whoTakesNoneIsAskedAgainWithASmallOne() {
        size.notOffered(415);
        clock.advance(BatchSize.PROBED_AFTER.minusMillis(1));
        assertThat(size.now()).isEqualTo(1);

        clock.advance(BatchSize.PROBED_AFTER);
        assertThat(size.now()).isEqualTo(2);
        size.notOffered(415);
        assertThat(size.now()).isEqualTo(1);
    }

    @Test
    void whereBatchesAreNotWantedNobodyIsAsked() {
        BatchSize single = new BatchSize(1, clock, new SimpleMeterRegistry());
        clock.advance(BatchSize.PROBED_AFTER);

        assertThat(single.now()).isEqualTo(1);
    }
}
