package io.punctual.appointments;

import io.punctual.ground.sql.Database;
import io.punctual.ground.tenancy.Scopes;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Counts the statements of hand-written SQL that this process sends; each is one round trip. */
@Alternative
@Priority(1)
@Singleton
public class CountedStatements extends Database {
    private static final AtomicLong COUNT = new AtomicLong();

    CountedStatements(DataSource dataSource, Scopes scopes) {
        super(dataSource, scopes);
    }

    /** How many so far. */
    public static long count() {
        return COUNT.get();
    }

    @Override
    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        COUNT.incrementAndGet();
        return super.query(sql, mapper, parameters);
    }

    @Override
    public <T> List<T> queryUnder(
            List<String> settings, String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        COUNT.incrementAndGet();
        return super.queryUnder(settings, sql, mapper, parameters);
    }

    @Override
    public int update(String sql, @Nullable Object... parameters) {
        COUNT.incrementAndGet();
        return super.update(sql, parameters);
    }
}
