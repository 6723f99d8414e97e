package io.punctual.workflow.intake;

import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.ExplainedTrip;
import io.punctual.ground.sql.Plan;
import io.punctual.ground.sql.RoundTrip;
import io.punctual.ground.tenancy.Scopes;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts the statements that are sent, each one round trip, and explains those that travel together. */
@Alternative
@Priority(1)
@Singleton
public class RoundTrips extends Database {
    private static final AtomicInteger COUNT = new AtomicInteger();
    /** Where plans are wanted, those that were made. */
    private static final AtomicReference<@Nullable List<Plan>> PLANS = new AtomicReference<>();

    RoundTrips(DataSource dataSource, Scopes scopes) {
        super(dataSource, scopes);
    }

    /** How many statements this work sends, on whatever thread; commits are not counted. */
    public static int of(Runnable work) {
        int before = COUNT.get();
        work.run();
        return COUNT.get() - before;
    }

    /** The plans of the statements that this work sends in round trips of several. */
    public static List<Plan> explained(Runnable work) {
        List<Plan> plans = Collections.synchronizedList(new ArrayList<>());
        PLANS.set(plans);
        try {
            work.run();
            return plans;
        } finally {
            PLANS.set(null);
        }
    }

    @Override
    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        COUNT.incrementAndGet();
        return super.query(sql, mapper, parameters);
    }

    @Override
    protected void send(RoundTrip trip) {
        COUNT.incrementAndGet();
        List<Plan> plans = PLANS.get();
        if (plans == null) {
            super.send(trip);
        } else {
            ExplainedTrip explained = new ExplainedTrip(this, trip);
            explained.steps().forEach(super::send);
            plans.addAll(explained.plans());
        }
    }

    @Override
    public int update(String sql, @Nullable Object... parameters) {
        COUNT.incrementAndGet();
        return super.update(sql, parameters);
    }
}
