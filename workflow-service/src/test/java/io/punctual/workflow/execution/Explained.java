package io.punctual.workflow.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.sql.Database;
import io.punctual.ground.tenancy.Scopes;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs statements of the hot path under EXPLAIN ANALYZE, in transactions that it rolls back, and keeps their plans. */
final class Explained extends Database {
    private final ObjectMapper json = new ObjectMapper();
    private final List<Plan> plans = new ArrayList<>();

    Explained(DataSource dataSource, Scopes scopes) {
        super(dataSource, scopes);
    }

    /** A statement with its plan. */
    record Plan(String sql, JsonNode root) {

        /** All nodes that read a table or an index. */
        List<JsonNode> scans() {
            List<JsonNode> scans = new ArrayList<>();
            collect(root, scans);
            return scans;
        }

        private static void collect(JsonNode node, List<JsonNode> scans) {
            if (node.has("Relation Name") && node.path("Node Type").asText().contains("Scan")) {
                scans.add(node);
            }
            node.path("Plans").forEach(child -> collect(child, scans));
        }

        /** Rows that the scans of a table read, kept or not. */
        long read(String table) {
            return scans().stream()
                    .filter(scan -> scan.path("Relation Name").asText().startsWith(table))
                    .mapToLong(scan -> Math.round((scan.path("Actual Rows").asDouble()
                                    + scan.path("Rows Removed by Filter").asDouble()
                                    + scan.path("Rows Removed by Index Recheck").asDouble())
                            * scan.path("Actual Loops").asDouble()))
                    .sum();
        }
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
            String text = super.queryUnder(
                            settings,
                            "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql,
                            row -> row.text("QUERY PLAN"),
                            parameters)
                    .getFirst();
            plans.add(new Plan(sql, json.readTree(text).get(0).get("Plan")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            QuarkusTransaction.rollback();
        }
        return List.of();
    }
}
