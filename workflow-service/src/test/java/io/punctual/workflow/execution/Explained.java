package io.punctual.workflow.execution;

import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.Plan;
import io.punctual.ground.tenancy.Scopes;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs statements of the hot path under EXPLAIN ANALYZE, in transactions that it rolls back, and keeps their plans. */
final class Explained extends Database {
    private final List<Plan> plans = new ArrayList<>();

    Explained(DataSource dataSource, Scopes scopes) {
        super(dataSource, scopes);
    }

    /** The plan of the statement before the last. */
    Plan beforeLast() {
        return plans.get(plans.size() - 2);
    }

    /** The plan of the last statement. */
    Plan last() {
        return plans.getLast();
    }

    @Override
    public <T> List<T> queryUnder(
            List<String> settings, String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        QuarkusTransaction.begin();
        try {
            String text = super.queryUnder(settings, Plan.EXPLAIN + sql, row -> row.text("QUERY PLAN"), parameters)
                    .getFirst();
            plans.add(Plan.of(sql, text));
        } finally {
            QuarkusTransaction.rollback();
        }
        return List.of();
    }
}
