package io.punctual.workflow.intake;

import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.RoundTrip;
import io.punctual.ground.tenancy.Scopes;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts the statements that a thread sends; each is one round trip. */
@Alternative
@Priority(1)
@Singleton
public class RoundTrips extends Database {
    private static final ThreadLocal<Integer> COUNT = ThreadLocal.withInitial(() -> 0);

    RoundTrips(DataSource dataSource, Scopes scopes) {
        super(dataSource, scopes);
    }

    /** How many statements this work sends on this thread; the commit is not counted. */
    public static int of(Runnable work) {
        COUNT.set(0);
        work.run();
        return COUNT.get();
    }

    @Override
    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        COUNT.set(COUNT.get() + 1);
        return super.query(sql, mapper, parameters);
    }

    @Override
    protected void send(RoundTrip trip) {
        COUNT.set(COUNT.get() + 1);
        super.send(trip);
    }

    @Override
    public int update(String sql, @Nullable Object... parameters) {
        COUNT.set(COUNT.get() + 1);
        return super.update(sql, parameters);
    }
}
