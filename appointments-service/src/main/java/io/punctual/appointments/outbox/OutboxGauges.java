package io.punctual.appointments.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.punctual.ground.sql.Database;
import io.punctual.ground.tenancy.Acting;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much waits in the outbox and since when, counted now and then rather than at each scrape. An age is as old as its
 * count: it does not grow in between, since what was seen on its way is usually gone a moment later.
 */
@ApplicationScoped
public class OutboxGauges {
    /** By indexes alone: a backlog's events are wide, and reading them all four times a minute would slow their delivery. */
    private static final String COUNT = """
            WITH living AS (
                SELECT count(*) AS events FROM outbox WHERE state <> 'dead'
            ), retrying AS (
                SELECT count(*) AS events, min(occurred_at) AS oldest FROM outbox WHERE state = 'retrying'
            )
            SELECT 'waiting' AS state, living.events - retrying.events AS events,
                (SELECT occurred_at FROM outbox WHERE state = 'waiting' ORDER BY id LIMIT 1) AS oldest
            FROM living, retrying
            UNION ALL
            SELECT 'retrying', events, oldest FROM retrying
            UNION ALL
            SELECT 'dead', (SELECT count(*) FROM outbox WHERE state = 'dead'),
                (SELECT occurred_at FROM outbox WHERE state = 'dead' ORDER BY id LIMIT 1)
            """;

    private static final List<String> BY_INDEX =
            List.of("enable_seqscan", "off", "enable_bitmapscan", "off", "jit", "off");

    private record Backlog(long events, double ageSeconds) {
        static final Backlog NONE = new Backlog(0, 0);
    }

    private final Database database;
    private final Clock clock;
    private volatile Map<DeliveryState, Backlog> counted = Map.of();

    OutboxGauges(Database database, Clock clock, MeterRegistry metrics) {
        this.database = database;
        this.clock = clock;
        for (DeliveryState state : DeliveryState.values()) {
            Gauge.builder(
                            "punctual.outbox.backlog",
                            this,
                            gauges -> gauges.of(state).events())
                    .description("Events that are not delivered yet, dead ones included")
                    .tag("state", state.wireName())
                    .register(metrics);
            Gauge.builder(
                            "punctual.outbox.oldest.age",
                            this,
                            gauges -> gauges.of(state).ageSeconds())
                    .description("Age of the oldest of them when it was counted")
                    .baseUnit("seconds")
                    .tag("state", state.wireName())
                    .register(metrics);
        }
    }

    @Scheduled(every = "15s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        Map<DeliveryState, Backlog> now = new EnumMap<>(DeliveryState.class);
        Acting.asEngine(() -> database.queryUnder(
                BY_INDEX,
                COUNT,
                row -> now.put(
                        DeliveryState.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                        new Backlog(row.bigint("events"), age(row.instantOrNull("oldest"))))));
        counted = now;
    }

    private Backlog of(DeliveryState state) {
        return counted.getOrDefault(state, Backlog.NONE);
    }

    private double age(@Nullable Instant oldest) {
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
    }
}
