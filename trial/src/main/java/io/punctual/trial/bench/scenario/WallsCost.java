package io.punctual.trial.bench.scenario;

import io.punctual.trial.bench.Scenario;
import io.punctual.trial.bench.Sizes;
import io.punctual.trial.bench.data.Backlog;
import io.punctual.trial.bench.data.Owner;
import jakarta.inject.Singleton;

/** What row-level security and the taking of roles cost: intake and drain with them and without, by turns. */
@Singleton
class WallsCost implements Measure {
    private final Engine engine;
    private final EventSender sender;
    private final Owner owner;
    private final Sizes sizes;

    WallsCost(Engine engine, EventSender sender, Owner owner, Sizes sizes) {
        this.engine = engine;
        this.sender = sender;
        this.owner = owner;
        this.sizes = sizes;
    }

    @Override
    public Scenario scenario() {
        return Scenario.WALLS;
    }

    @Override
    public void measure(Tally tally) throws Exception {
        try {
            for (int round = sizes.firstRound(); round < sizes.rounds(); round++) {
                boolean first = round % 2 == 0;
                round(tally, round, first);
                round(tally, round, !first);
            }
        } finally {
            Switched.walls(owner, true);
        }
    }

    private void round(Tally tally, int round, boolean standing) throws Exception {
        Switched.walls(owner, standing);
        String which = standing ? "with walls" : "without";
        Backlog firms = Backlog.ofTasks(owner);
        tally.add("intake " + which, round, sender.rate(sender.events(firms, sizes.events())));
        tally.add("drain " + which, round, engine.drain(sizes.drain()));
    }
}
