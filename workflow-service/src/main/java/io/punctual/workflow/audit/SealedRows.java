package io.punctual.workflow.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of rows that seals cover: what the engine and the intake write without a chain. Named as their tables. */
public enum SealedRows {
    /** What the intake took, and what the engine noted. */
    AUDIT_EVENT(
            "id, event_type, object_type, object_id, actor, occurred_at, metadata",
            "",
            "FROM audit_event r WHERE r.chain_position IS NULL AND"),

    /** How executions ended. */
    OUTCOME(
            "execution_id, workflow_id, workflow_version, status, reason, error_code, error_message, attempt, result, owner,"
                    + " started_at, finished_at",
            "withdrawn_reason, withdrawn_at",
            "FROM outcome r WHERE"),

    /** Tries before the last. */
    ATTEMPT(
            "execution_id, number, result, error_code, error_message, owner, started_at, finished_at",
            "",
            "FROM attempt r WHERE");

    /** Outcomes that manual retries took away, as their chained events tell. */
    private static final String REMOVED = """
             UNION ALL
            SELECT r.firm_id, (r.metadata->'removed_outcome'->>'recorded_at')::timestamptz,
                decode(r.metadata->'removed_outcome'->>'digest', 'hex')
            FROM audit_event r WHERE r.event_type = 'execution_retried' AND r.chain_position IS NOT NULL
                AND (r.metadata->'removed_outcome'->>'recorded_at')::timestamptz >= ?
                AND (r.metadata->'removed_outcome'->>'recorded_at')::timestamptz < ?""";

    private static final String BOUNDS = " r.recorded_at >= ? AND r.recorded_at < ?";

    private final String columns;
    private final String laterColumns;
    private final String source;

    /** {@code laterColumns} came when seals existed already: rows without a value in them keep the digest that they had. */
    SealedRows(String columns, String laterColumns, String source) {
        this.columns = columns;
        this.laterColumns = laterColumns;
        this.source = source;
    }

    /** The name in the tables of seals and anchors. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The expression that computes the digest of a row {@code r}: SHA-256 over a JSON array of its columns, instants as
     * microseconds, because their text depends on the session's zone.
     */
    public String digest() {
        String array = "jsonb_build_array('" + code() + "', r.firm_id, " + values(columns) + ")";
        if (!laterColumns.isEmpty()) {
            String any = Arrays.stream(laterColumns.split(", *"))
                    .map(column -> "r." + column)
                    .collect(Collectors.joining(", "));
            array = "(" + array + " || CASE WHEN num_nonnulls(" + any + ") = 0 THEN '[]'::jsonb ELSE jsonb_build_array("
                    + values(laterColumns) + ") END)";
        }
        return "sha256(convert_to(" + array + "::text, 'UTF8'))";
    }

    private static String values(String columns) {
        return Arrays.stream(columns.split(", *"))
                .map(column -> column.endsWith("_at") ? micros("r." + column) : "r." + column)
                .collect(Collectors.joining(", "));
    }

    /** How often the statement below takes the period's beginning and end. */
    int bounds() {
        return switch (this) {
            case OUTCOME -> 2;
            case AUDIT_EVENT, ATTEMPT -> 1;
        };
    }

    /**
     * Common table expressions up to {@code content(firm_id, row_count, content)}: what a period's rows come to, for each
     * firm that has any. Digests are summed up by minutes first, so that no value grows with the period.
     */
    String content() {
        String removed = switch (this) {
            case OUTCOME -> REMOVED;
            case AUDIT_EVENT, ATTEMPT -> "";
        };
        return """
                WITH covered AS (
                    SELECT r.firm_id, r.recorded_at, %s AS digest %s%s%s
                ), minutes AS (
                    SELECT firm_id, floor(extract(epoch FROM recorded_at) / 60) AS minute, count(*) AS row_count,
                        sha256(string_agg(digest, ''::bytea ORDER BY digest)) AS digest
                    FROM covered GROUP BY 1, 2
                ), content AS (
                    SELECT firm_id, sum(row_count)::bigint AS row_count,
                        sha256(string_agg(digest, ''::bytea ORDER BY minute)) AS content
                    FROM minutes WHERE firm_id <> '00000000-0000-0000-0000-000000000000' GROUP BY 1
                )""".formatted(digest(), source, BOUNDS, removed);
    }

    private static String micros(String column) {
        return "(extract(epoch FROM " + column + ") * 1000000)::bigint";
    }
}
