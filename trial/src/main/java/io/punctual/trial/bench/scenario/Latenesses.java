package io.punctual.trial.bench.scenario;

import io.punctual.trial.bench.Scenario;
import io.punctual.trial.bench.Sizes;
import io.punctual.trial.bench.peer.Punctuality;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** How late work begins where there is no backlog: 200 executions a second, each due at an instant of its own. */
@Singleton
class Latenesses implements Measure {
    private static final Duration APART = Duration.ofMillis(5);

    private final EngineByTheClock engine;
    private final Peers peers;
    private final Sizes sizes;

    Latenesses(EngineByTheClock engine, Peers peers, Sizes sizes) {
        this.engine = engine;
        this.peers = peers;
        this.sizes = sizes;
    }

    @Override
    public Scenario scenario() {
        return Scenario.LATENESS;
    }

    @Override
    public void measure(Tally tally) throws Exception {
        measure(tally, engine, sizes.lateness());
        try (var peer = peers.dbScheduler()) {
            measure(tally, peer, sizes.peersLateness());
        }
        try (var peer = peers.jobRunr()) {
            measure(tally, peer, sizes.peersLateness());
        }
        try (var peer = peers.quartz()) {
            measure(tally, peer, sizes.peersLateness());
        }
    }

    private void measure(Tally tally, Punctuality one, Duration time) throws Exception {
        int jobs = (int) time.dividedBy(APART);
        double[] lateness =
                one.lateness(Instant.now().plus(Collections.min(List.of(one.ahead(), sizes.ahead()))), APART, jobs);
        Arrays.sort(lateness);
        tally.add(one.name() + " p50", 0, lateness[jobs / 2]);
        tally.add(one.name() + " p99", 0, lateness[jobs * 99 / 100]);
        tally.add(one.name() + " max", 0, lateness[jobs - 1]);
        tally.add(one.name() + " early", 0, (double)
                Arrays.stream(lateness).filter(late -> late < 0).count());
    }
}
