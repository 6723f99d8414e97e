package io.punctual.appointments.outbox;

import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What operators do about deliveries. */
@ApplicationScoped
public class EventDeliveryAdmin {
    private static final Logger LOG = Logger.getLogger(EventDeliveryAdmin.class);

    private final EventDeliveries deliveries;
    private final Event<OutboxWritten> written;
    private final AuditTrail audit;
    private final Clock clock;

    EventDeliveryAdmin(EventDeliveries deliveries, Event<OutboxWritten> written, AuditTrail audit, Clock clock) {
        this.deliveries = deliveries;
        this.written = written;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Tries an event again now, dead or not, with a new budget of tries. A dead one's place in the order is lost to those
     * that were delivered meanwhile; those that still wait, wait for it.
     *
     * @throws Problem 404 where it is not in the outbox (any more)
     */
    @Transactional
    public EventDelivery redeliver(UUID id) {
        Instant now = clock.instant();
        EventDelivery delivery = deliveries.redeliver(id, now).orElseThrow(Problem::notFound);
        audit.record(delivery.firmId(), Fact.of("event_redelivered", "event", id, now));
        written.fire(new OutboxWritten());
        LOG.infof("Event %s is delivered again at an operator's word", id);
        return delivery;
    }
}
