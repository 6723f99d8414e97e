package io.punctual.ground.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How a statement was run. */
public record Plan(String sql, JsonNode root) {
    /** Comes before a statement whose plan is wanted. */
    public static final String EXPLAIN = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads what {@link #EXPLAIN} says of a statement. */
    public static Plan of(String sql, String explained) {
        try {
            return new Plan(sql, JSON.readTree(explained).get(0).get("Plan"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All nodes that read a table or an index. */
    private List<JsonNode> scans() {
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
    public long read(String table) {
        return scans().stream()
                .filter(scan -> scan.path("Relation Name").asText().startsWith(table))
                .mapToLong(scan -> Math.round((scan.path("Actual Rows").asDouble()
                                + scan.path("Rows Removed by Filter").asDouble()
                                + scan.path("Rows Removed by Index Recheck").asDouble())
                        * scan.path("Actual Loops").asDouble()))
                .sum();
    }

    /** Tables are read through indexes alone, and none of these beyond so many rows. */
    public void assertReadsThroughIndexes(long bound, List<String> tables) {
        assertThat(scans())
                .as(sql)
                .allSatisfy(scan ->
                        assertThat(scan.path("Node Type").asText()).isIn("Index Scan", "Index Only Scan", "Tid Scan"));
        for (String table : tables) {
            assertThat(read(table)).as(table + ": " + sql).isLessThanOrEqualTo(bound);
        }
    }
}
