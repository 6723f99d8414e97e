package io.punctual.workflow.history;

import io.micrometer.core.instrument.MeterRegistry;
import io.punctual.ground.audit.AuditCare;
import io.punctual.ground.audit.AuditConfig;
import io.punctual.ground.sql.DatabaseException;
import io.punctual.ground.tenancy.Acting;
import io.punctual.workflow.history.HistoryPartitions.Part;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Looks after history: makes months ahead, lets what is old go. Any replica does it, and none waits for another. */
@ApplicationScoped
public class HistoryCare {
    private static final Logger LOG = Logger.getLogger(HistoryCare.class);
    private static final Period LEAST_OF_EVENTS = Period.ofDays(7);
    /** How long after its end a month's executions still end in numbers. */
    private static final Period STILL_WRITTEN = Period.ofMonths(6);
    /** A lock that was not to be had in time, and a deadlock. */
    private static final Set<String> BUSY = Set.of("55P03", "40P01");
    /** With less than this ahead something has been wrong for months. */
    private static final Duration TOO_SHORT = Duration.ofDays(31);

    private final HistoryPartitions partitions;
    private final HistoryPruning pruning;
    private final HistoryConfig config;
    private final AuditConfig audit;
    private final AuditCare auditCare;
    private final Clock clock;
    /** Not a number until the first look. */
    private final AtomicReference<Double> daysAhead = new AtomicReference<>(Double.NaN);

    HistoryCare(
            HistoryPartitions partitions,
            HistoryPruning pruning,
            HistoryConfig config,
            AuditConfig audit,
            AuditCare auditCare,
            MeterRegistry meters,
            Clock clock) {
        this.partitions = partitions;
        this.pruning = pruning;
        this.config = config;
        this.audit = audit;
        this.auditCare = auditCare;
        this.clock = clock;
        meters.gauge("punctual.history.days.ahead", daysAhead, AtomicReference::get);
    }

    void check(@Observes StartupEvent start) {
        atLeast("punctual.history.keep", config.keep(), audit.keep());
        atLeast("punctual.history.received-events", config.receivedEvents(), LEAST_OF_EVENTS);
        if (config.monthsAhead() < 3 || config.monthsAhead() > 24) {
            throw new ConfigurationException(
                    "punctual.history.months-ahead is " + config.monthsAhead() + ": 3 to 24 months.");
        }
    }

    private void atLeast(String setting, Period period, Period least) {
        if (ago(period).isAfter(ago(least))) {
            throw new ConfigurationException(setting + " is " + period + ": keep at least " + least + ".");
        }
    }

    /** Makes months ahead, prunes in batches, and drops what nobody needs any more. */
    @Scheduled(
            identity = "history-care",
            every = "{punctual.history.every:1h}",
            delayed = "2m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void look() {
        Acting.asEngine(() -> {
            makeAhead();
            prune();
            for (HistoryKind kind : HistoryKind.values()) {
                drop(kind);
            }
            unlessBusy("Summing up", () -> partitions.summarize(ago(STILL_WRITTEN)));
            tellHowFarAhead();
        });
    }

    private void makeAhead() {
        OffsetDateTime month = clock.instant()
                .atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1);
        for (int ahead = 0; ahead <= config.monthsAhead(); ahead++) {
            for (HistoryKind kind : HistoryKind.values()) {
                make(kind, month.plusMonths(ahead));
            }
        }
    }

    private void make(HistoryKind kind, OffsetDateTime month) {
        if (partitions.hasStrays(kind, month.toInstant(), month.plusMonths(1).toInstant())) {
            LOG.warnf("The default partition of %s holds rows of %s; they stay there and are pruned", kind, month);
            return;
        }
        unlessBusy("Making " + kind + " of " + month, () -> {
            if (partitions.make(kind, month.toInstant())) {
                LOG.infof("Made the partition of %s for %s", kind, month);
            }
        });
    }

    private void tellHowFarAhead() {
        Instant now = clock.instant();
        Duration left = Duration.between(now, partitions.ahead(now).orElse(now));
        daysAhead.set((double) left.toDays());
        if (left.compareTo(TOO_SHORT) < 0) {
            LOG.errorf(
                    "Partitions of history are made for %d days only: then the default ones take all", left.toDays());
        }
    }

    private void prune() {
        int events = pruning.receivedEvents(ago(config.receivedEvents()));
        int strays = pruning.strays(ago(config.keep()));
        if (events + strays > 0) {
            LOG.infof("Forgot %d received events, and %d executions outside of any month", events, strays);
        }
    }

    private void drop(HistoryKind kind) {
        Instant before = switch (kind) {
            case EXECUTIONS -> ago(config.keep());
            case AUDIT_EVENTS -> auditCare.keptFrom();
        };
        for (Part part : partitions.ended(kind, before)) {
            Optional<String> need = partitions.need(kind, part, before);
            if (need.isPresent()) {
                LOG.debugf("Keeping the partition of %s until %s: %s", kind, part.until(), need.get());
                continue;
            }
            if (kind == HistoryKind.EXECUTIONS) {
                pruning.identities(part);
            }
            unlessBusy(
                    "Dropping " + kind + " until " + part.until(),
                    () -> QuarkusTransaction.requiringNew().run(() -> dropUnlessNeeded(kind, part, before)));
        }
    }

    /** Looks again while nobody can write there: a person may have had something old tried again since. */
    private void dropUnlessNeeded(HistoryKind kind, Part part, Instant before) {
        if (partitions.hold(kind, part) && partitions.need(kind, part, before).isEmpty()) {
            partitions.drop(kind, part);
            LOG.infof("Dropped the partition of %s until %s", kind, part.until());
        }
    }

    /** Works that need a table for themselves give up soon, so that nobody waits for them; there is another try later. */
    private static void unlessBusy(String what, Runnable work) {
        try {
            work.run();
        } catch (DatabaseException e) {
            if (!(e.getCause() instanceof SQLException refused && BUSY.contains(refused.getSQLState()))) {
                throw e;
            }
            LOG.infof("%s: the tables are busy, the next try is later", what);
        }
    }

    private Instant ago(Period period) {
        return clock.instant().atOffset(ZoneOffset.UTC).minus(period).toInstant();
    }
}
