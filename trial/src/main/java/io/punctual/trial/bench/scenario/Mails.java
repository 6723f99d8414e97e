package io.punctual.trial.bench.scenario;

import io.punctual.trial.bench.Scenario;
import io.punctual.trial.bench.Sizes;
import io.punctual.trial.bench.data.Backlog;
import io.punctual.trial.bench.data.Order;
import io.punctual.trial.bench.data.Owner;
import io.punctual.trial.bench.limit.BareMail;
import io.punctual.trial.bench.limit.SmtpSink;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Real mails, rendered and recorded, against the same client library that does nothing but send. */
@Singleton
class Mails implements Measure {
    private static final String CONFIG = """
            {"subject": "{{appointment.type}} on {{appointment.start_time.date}}",
             "template": "Dear {{contact.name}},\\n\\nwe look forward to seeing you on {{appointment.start_time}}.\\n\\n\
            {{#if appointment.location_mode == 'video'}}Join at {{appointment.location_details}}.{{/if}}\\n\\n\
            If you cannot come, write to {{staff.email}} in good time.\\n\\nKind regards\\n{{staff.name}}\\n{{firm.name}}\\n",
             "to_email": "{{contact.email}}"}
            """;

    private final Engine engine;
    private final Owner owner;
    private final Sizes sizes;
    private final int port;
    private final int connections;

    Mails(
            Engine engine,
            Owner owner,
            Sizes sizes,
            @ConfigProperty(name = "quarkus.mailer.port") int port,
            @ConfigProperty(name = "quarkus.mailer.max-pool-size") int connections) {
        this.engine = engine;
        this.owner = owner;
        this.sizes = sizes;
        this.port = port;
        this.connections = connections;
    }

    @Override
    public Scenario scenario() {
        return Scenario.MAILS;
    }

    @Override
    public void measure(Tally tally) throws Exception {
        try (SmtpSink sink = new SmtpSink(port);
                BareMail bare = new BareMail(port, connections)) {
            for (int round = sizes.firstRound(); round < sizes.rounds(); round++) {
                Backlog.with(owner, "send_email", "email", CONFIG).due(sizes.mails(), Order.DUE);
                long before = sink.received();
                tally.add("Punctual", round, engine.drainFilled(sizes.mails()));
                tally.add("bare client", round, bare.send(sizes.mails()));
                if (sink.received() - before != 2L * sizes.mails()) {
                    throw new IllegalStateException("The sink received " + (sink.received() - before) + " mails");
                }
            }
        }
    }
}
