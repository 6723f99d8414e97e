package io.punctual.workflow.execution;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.DatabaseException;
import io.punctual.ground.tenancy.Acting;
import io.punctual.workflow.action.Actions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How much is due and not done, and since when, counted now and then rather than at each scrape. */
@ApplicationScoped
public class DueGauges {
    private static final Logger LOG = Logger.getLogger(DueGauges.class);
    /** A count that costs no more however much waits; the gauge stays there. */
    private static final int COUNTED_AT_MOST = 100_000;

    private static final String COUNT = """
            SELECT count(*) AS waiting, min(scheduled_for) AS oldest FROM (
                SELECT scheduled_for FROM due WHERE channel = ? AND scheduled_for <= ? ORDER BY scheduled_for LIMIT %d
            ) due
            """.formatted(COUNTED_AT_MOST);

    private final Database database;
    private final Actions actions;
    private final Clock clock;
    private final Map<String, Backlogged> counted = new ConcurrentHashMap<>();

    DueGauges(Database database, Actions actions, Clock clock, MeterRegistry registry) {
        this.database = database;
        this.actions = actions;
        this.clock = clock;
        for (String channel : actions.channels()) {
            Gauge.builder(
                            "punctual.executions.due",
                            this,
                            gauges -> gauges.of(channel).count())
                    .description("Executions that are due and have not ended, counted up to " + COUNTED_AT_MOST)
                    .tag("channel", channel)
                    .register(registry);
            Gauge.builder("punctual.executions.due.oldest.age", this, gauges -> gauges.age(channel))
                    .description("How long the oldest of them is due")
                    .baseUnit("seconds")
                    .tag("channel", channel)
                    .register(registry);
        }
    }

    private record Backlogged(long count, @Nullable Instant oldest) {
        static final Backlogged NONE = new Backlogged(0, null);
    }

    @Scheduled(every = "15s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        try {
            actions.channels().forEach(channel -> counted.put(channel, count(channel)));
        } catch (DatabaseException e) {
            LOG.debugf("what is due cannot be counted: %s", e.getMessage());
        }
    }

    private Backlogged count(String channel) {
        return Acting.asEngine(() -> database.queryUnder(
                        HotStatements.SETTINGS,
                        COUNT,
                        row -> new Backlogged(row.bigint("waiting"), row.instantOrNull("oldest")),
                        channel,
                        clock.instant()))
                .getFirst();
    }

    private Backlogged of(String channel) {
        return counted.getOrDefault(channel, Backlogged.NONE);
    }

    private double age(String channel) {
        Instant oldest = of(channel).oldest();
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
    }
}
