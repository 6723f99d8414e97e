package io.punctual.ground.audit;

import io.punctual.ground.sql.Database;
import io.punctual.ground.tenancy.Acting;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.jboss.logging.Logger;

/** Looks after the chains once a day: lets old events go, and tells the log where each chain ends. */
@ApplicationScoped
public class AuditCare {
    private static final Logger LOG = Logger.getLogger(AuditCare.class);
    private static final Period LEAST = Period.ofDays(30);

    private final AuditRetention retention;
    private final Database database;
    private final AuditConfig config;
    private final Clock clock;

    AuditCare(AuditRetention retention, Database database, AuditConfig config, Clock clock) {
        this.retention = retention;
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    void check(@Observes StartupEvent start) {
        Instant now = clock.instant();
        if (keptFrom(now, config.keep()).isAfter(keptFrom(now, LEAST))) {
            throw new ConfigurationException(
                    "punctual.audit.keep is " + config.keep() + ": keep at least " + LEAST + ".");
        }
    }

    /** From when on what is audited is kept. */
    public Instant keptFrom() {
        return keptFrom(clock.instant(), config.keep());
    }

    private static Instant keptFrom(Instant now, Period keep) {
        return now.atOffset(ZoneOffset.UTC).minus(keep).toInstant();
    }

    @Scheduled(every = "24h", delayed = "10m")
    void daily() {
        forget();
        logHeads();
    }

    /** Forgets what is older than it is kept. */
    @SuppressWarnings("StatementWithEmptyBody")
    void forget() {
        Acting.asEngine(() -> {
            while (retention.forget(keptFrom()) > 0) {
                // One batch after the other, each a statement and a transaction of its own.
            }
        });
    }

    /** Whoever could rewrite a chain and its head cannot rewrite a log that has left the machine. */
    private void logHeads() {
        Acting.asEngine(() -> database.query(
                        "SELECT firm_id, position, hash FROM audit_chain ORDER BY firm_id",
                        row -> "firm=" + row.uuid("firm_id") + " position=" + row.bigint("position") + " hash="
                                + HexFormat.of().formatHex(row.bytes("hash"))))
                .forEach(head -> LOG.infof("Head of an audit chain: %s", head));
    }
}
