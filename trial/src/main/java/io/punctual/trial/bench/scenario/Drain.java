package io.punctual.trial.bench.scenario;

import io.punctual.trial.bench.Scenario;
import io.punctual.trial.bench.Sizes;
import io.punctual.trial.bench.data.Owner;
import io.punctual.trial.bench.limit.HandLoop;
import io.punctual.trial.bench.peer.Contender;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rate at which a backlog goes away: ours, that of others, and what the database could do. They take turns. */
@Singleton
class Drain implements Measure {
    private final Engine engine;
    private final Peers peers;
    private final Owner owner;
    private final Sizes sizes;

    Drain(Engine engine, Peers peers, Owner owner, Sizes sizes) {
        this.engine = engine;
        this.peers = peers;
        this.owner = owner;
        this.sizes = sizes;
    }

    @Override
    public Scenario scenario() {
        return Scenario.DRAIN;
    }

    @Override
    public void measure(Tally tally) throws Exception {
        List<Contender> fast = List.of(
                engine,
                peers.dbScheduler(),
                new HandLoop(owner, 1, 1000),
                new HandLoop(owner, 2, 500),
                new HandLoop(owner, 4, 500));
        List<Contender> slow = List.of(peers.jobRunr(), peers.quartz());
        try {
            for (int round = -sizes.warmUps(); round < sizes.rounds(); round++) {
                List<Contender> turns = new ArrayList<>(fast);
                Collections.rotate(turns, round);
                for (Contender contender : turns) {
                    tally.add(contender.name(), round, contender.drain(sizes.drain()));
                }
                boolean all = round >= sizes.firstRound() && round < sizes.slowRounds();
                for (Contender contender : all ? slow : List.<Contender>of()) {
                    tally.add(contender.name(), round, contender.drain(sizes.slowDrain()));
                }
            }
        } finally {
            for (Contender contender : List.of(fast.get(1), slow.getFirst(), slow.getLast())) {
                contender.close();
            }
        }
    }
}
