package io.punctual.trial.bench.scenario;

import io.punctual.trial.bench.Scenario;
import io.punctual.trial.bench.Sizes;
import io.punctual.trial.bench.data.Backlog;
import io.punctual.trial.bench.data.Event;
import io.punctual.trial.bench.data.Owner;
import io.punctual.trial.bench.limit.HandIntake;
import jakarta.inject.Singleton;
import java.util.List;

/** Events over HTTP, against the statement that any taking of them comes to, on as many connections. */
@Singleton
class Intake implements Measure {
    private final EventSender sender;
    private final Owner owner;
    private final Sizes sizes;

    Intake(EventSender sender, Owner owner, Sizes sizes) {
        this.sender = sender;
        this.owner = owner;
        this.sizes = sizes;
    }

    @Override
    public Scenario scenario() {
        return Scenario.INTAKE;
    }

    @Override
    public void measure(Tally tally) throws Exception {
        HandIntake byHand = new HandIntake(owner);
        for (int round = -sizes.eventWarmUps(); round < sizes.rounds(); round++) {
            Backlog firms = Backlog.ofTasks(owner);
            tally.add("Punctual", round, checked(sender.rate(sender.events(firms, sizes.events()))));
            List<Event> events = sender.events(firms, sizes.events());
            tally.add("hand-written statement", round, checked(InParallel.rate(events, byHand::take)));
        }
    }

    private double checked(double rate) {
        long events = sizes.events();
        long received = owner.number("SELECT count(*) FROM received_event");
        long planned = owner.number("SELECT count(*) FROM due");
        long audited = owner.number("SELECT count(*) FROM audit_event WHERE event_type = 'event_received'");
        if (received % events != 0 || planned != 3 * received || audited != received) {
            throw new IllegalStateException(
                    "%d events, %d executions, %d audit events".formatted(received, planned, audited));
        }
        return rate;
    }
}
