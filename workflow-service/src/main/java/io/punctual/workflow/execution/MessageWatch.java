package io.punctual.workflow.execution;

import io.micrometer.core.instrument.MeterRegistry;
import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.audit.Origin;
import io.punctual.ground.tenancy.Acting;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Tells when a firm sends far more than it uses to, or comes near its limit: once a day for each, whichever replica sees it. */
@ApplicationScoped
public class MessageWatch {
    private static final Logger LOG = Logger.getLogger(MessageWatch.class);

    private final MessageCounts counts;
    private final AuditTrail audit;
    private final MeterRegistry meters;
    private final Clock clock;

    MessageWatch(MessageCounts counts, AuditTrail audit, MeterRegistry meters, Clock clock) {
        this.counts = counts;
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    /** Looks over what was sent lately, in the firms' audit, in the log and in the metrics. */
    @Scheduled(
            identity = "message-watch",
            every = "{punctual.messages.watch:60s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void look() {
        Instant now = clock.instant();
        List<MessageCounts.Alert> alerts =
                Acting.asEngine(() -> QuarkusTransaction.requiringNew().call(() -> {
                    List<MessageCounts.Alert> raised = counts.raise(now);
                    raised.forEach(alert -> audit(alert, now));
                    counts.forget(now);
                    return raised;
                }));
        for (MessageCounts.Alert alert : alerts) {
            LOG.warnf(
                    "%s: firm %s sent %d messages in an hour (usual: %d) and %d today (allowed: %d)",
                    alert.kind(), alert.firmId(), alert.lately(), alert.usual(), alert.today(), alert.allowed());
            meters.counter("punctual.messages.alerts", "kind", alert.kind()).increment();
        }
    }

    private void audit(MessageCounts.Alert alert, Instant now) {
        audit.note(
                alert.firmId(),
                Origin.ENGINE,
                new Fact(
                        alert.kind(),
                        "firm",
                        alert.firmId().toString(),
                        now,
                        Map.of(
                                "sent_in_an_hour", alert.lately(),
                                "usual_in_an_hour", alert.usual(),
                                "sent_today", alert.today(),
                                "daily_messages", alert.allowed())));
    }
}
