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
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much waits in the outbox and since when, counted now and then rather than at each scrape. */
@ApplicationScoped
public class OutboxGauges {
    private static final String COUNT = """
            SELECT state, count(*) AS events, min(occurred_at) AS oldest FROM outbox GROUP BY state
            """;

    private record Backlog(long events, @Nullable Instant oldest) {
        static final Backlog NONE = new Backlog(0, null);
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
            Gauge.builder("punctual.outbox.oldest.age", this, gauges -> gauges.age(state))
                    .description("Age of the oldest of them")
                    .baseUnit("seconds")
                    .tag("state", state.wireName())
                    .register(metrics);
        }
    }

    @Scheduled(every = "15s", delayed = "5s")
    void count() {
        Map<DeliveryState, Backlog> now = new EnumMap<>(DeliveryState.class);
        Acting.asEngine(() -> database.query(
                COUNT,
                row -> now.put(
                        DeliveryState.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                        new Backlog(row.bigint("events"), row.instantOrNull("oldest")))));
        counted = now;
    }

    private Backlog of(DeliveryState state) {
        return counted.getOrDefault(state, Backlog.NONE);
    }

    private double age(DeliveryState state) {
        Instant oldest = of(state).oldest();
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
    }
}
