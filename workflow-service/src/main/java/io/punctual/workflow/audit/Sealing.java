package io.punctual.workflow.audit;

import io.punctual.ground.audit.AuditCare;
import io.punctual.ground.sql.DatabaseException;
import io.punctual.ground.tenancy.Acting;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Seals what the engine and the intake recorded, period by period, once no transaction can add to it any more. */
@ApplicationScoped
class Sealing {
    private static final Logger LOG = Logger.getLogger(Sealing.class);
    private static final String TAKEN = "23505";
    /** An event of a retry is a little older by its own clock than the outcome's removal by the database's. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private final Seals seals;
    private final SealConfig config;
    private final AuditCare care;

    Sealing(Seals seals, SealConfig config, AuditCare care) {
        this.seals = seals;
        this.config = config;
        this.care = care;
    }

    @Scheduled(every = "1m", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void seal() {
        Acting.asEngine(() -> sealUntil(seals.now().minus(config.lag())));
    }

    /** Seals all periods that ended by an instant; for the engine. */
    void sealUntil(Instant end) {
        for (SealedRows kind : SealedRows.values()) {
            Instant from = seals.next(kind).orElseGet(() -> first(kind, end));
            while (!from.plus(config.period()).isAfter(end) && sealed(kind, from)) {
                from = from.plus(config.period());
            }
        }
    }

    private Instant first(SealedRows kind, Instant end) {
        Instant latest = end.minus(config.period());
        return beginning(seals.oldest(kind).filter(latest::isAfter).orElse(latest));
    }

    private Instant beginning(Instant at) {
        return at.minusMillis(Math.floorMod(at.toEpochMilli(), config.period().toMillis()))
                .truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }

    private boolean sealed(SealedRows kind, Instant from) {
        Instant to = from.plus(config.period());
        try {
            String digest = seals.seal(kind, from, to);
            // Whoever could rewrite rows and seals cannot rewrite a log that has left the machine.
            LOG.infof("Sealed %s until %s: %s", kind.code(), to, digest);
            return true;
        } catch (DatabaseException e) {
            if (e.getCause() instanceof SQLException refused && TAKEN.equals(refused.getSQLState())) {
                LOG.debugf("Another replica sealed %s until %s", kind.code(), to);
                return false;
            }
            throw e;
        }
    }

    @Scheduled(every = "24h", delayed = "20m")
    @SuppressWarnings("StatementWithEmptyBody")
    void forget() {
        Acting.asEngine(() -> {
            for (SealedRows kind : SealedRows.values()) {
                while (seals.forget(kind, care.keptFrom().plus(CLOCKS_DIFFER)) > 0) {
                    // A day after the other, each a transaction of its own.
                }
            }
            while (seals.forgetNotes() > 0) {
                // One batch after the other.
            }
        });
    }
}
