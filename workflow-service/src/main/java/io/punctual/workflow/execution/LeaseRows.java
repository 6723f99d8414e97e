package io.punctual.workflow.execution;

import io.punctual.ground.sql.Database;
import io.punctual.ground.tenancy.Acting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about started executions and how long they belong to their workers. */
@ApplicationScoped
class LeaseRows {
    private static final String EXTEND = """
            UPDATE due d SET lease_until = ?
            FROM unnest(?::uuid[], ?::uuid[], ?::bigint[]) AS m (firm_id, execution_id, fence)
            WHERE d.firm_id = ANY (ARRAY[m.firm_id]) AND d.execution_id = m.execution_id AND d.fence = m.fence
                AND d.started
            RETURNING d.execution_id
            """;

    /**
     * Started rows have a past due instant, so the index on it keeps this from reading what waits for later; under a backlog
     * each look reads a part. What ran may have been another kind of action than was planned, where an edit came in between: all
     * kinds since then are asked for.
     */
    private static final String LAPSED = """
            WITH part AS MATERIALIZED (
                SELECT d.firm_id, d.execution_id, d.fence, d.owner, d.started, d.lease_until,
                    coalesce(d.started_at, d.lease_until) AS started_at, d.scheduled_for
                FROM due d WHERE d.channel = ? AND d.scheduled_for >= ? AND d.scheduled_for <= ?
                ORDER BY d.scheduled_for LIMIT %d
            ), reach AS (
                SELECT count(*) AS read, max(scheduled_for) AS until FROM part
            )
            SELECT r.read, r.until, p.firm_id, p.execution_id, p.fence, p.owner, p.started_at, e.action_type,
                e.workflow_version, e.workflow_id, ARRAY(
                    SELECT DISTINCT s.action_type FROM workflow_step s
                    WHERE s.firm_id = e.firm_id AND s.workflow_id = e.workflow_id AND s.key = e.step_key
                        AND s.version >= e.workflow_version) AS kinds
            FROM reach r
            LEFT JOIN part p ON p.started AND p.lease_until < ?
            LEFT JOIN LATERAL (
                SELECT * FROM execution e WHERE e.firm_id = p.firm_id AND e.id = p.execution_id LIMIT 1) e ON true
            """;

    private final Database database;

    LeaseRows(Database database) {
        this.database = database;
    }

    /**
     * A started execution whose worker has not been heard of for longer than its lease.
     *
     * @param kinds the kinds of action that may have run
     */
    record Lapsed(
            UUID firmId,
            UUID executionId,
            long fence,
            @Nullable String owner,
            Instant startedAt,
            String actionType,
            Set<String> kinds,
            UUID workflowId,
            int workflowVersion) {}

    /**
     * What a look found.
     *
     * @param until how far it read, where it did not read to the end
     */
    record Look(List<Lapsed> lapsed, @Nullable Instant until) {}

    private record Found(
            int read, @Nullable Instant until, @Nullable Lapsed lapsed) {}

    /** Lets started executions belong to their worker for longer; returns those that still do. */
    Set<UUID> extend(List<Claimed> started, Instant leaseUntil) {
        return new HashSet<>(Acting.asEngine(() -> database.queryUnder(
                HotStatements.SETTINGS,
                EXTEND,
                row -> row.uuid("execution_id"),
                leaseUntil,
                started.stream().map(Claimed::firmId).toArray(UUID[]::new),
                started.stream().map(Claimed::executionId).toArray(UUID[]::new),
                started.stream().map(Claimed::fence).toArray(Long[]::new))));
    }

    /** Looks at up to {@code most} rows of a channel, from {@code since} on, for such that were left. */
    Look lapsed(String channel, Instant since, Instant now, int most) {
        List<Found> rows = Acting.asEngine(() -> database.queryUnder(
                HotStatements.SETTINGS,
                LAPSED.formatted(most),
                row -> {
                    UUID firmId = row.uuidOrNull("firm_id");
                    return new Found(
                            row.integer("read"),
                            row.instantOrNull("until"),
                            firmId == null
                                    ? null
                                    : new Lapsed(
                                            firmId,
                                            row.uuid("execution_id"),
                                            row.bigint("fence"),
                                            row.textOrNull("owner"),
                                            row.instant("started_at"),
                                            row.text("action_type"),
                                            Set.of(row.texts("kinds")),
                                            row.uuid("workflow_id"),
                                            row.integer("workflow_version")));
                },
                channel,
                since,
                now,
                now));
        List<Lapsed> lapsed =
                rows.stream().map(Found::lapsed).filter(Objects::nonNull).toList();
        boolean all = rows.stream().allMatch(row -> row.read() < most);
        return new Look(lapsed, all ? null : rows.getFirst().until());
    }
}
