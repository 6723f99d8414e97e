package io.punctual.workflow.execution;

import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.Row;
import io.punctual.ground.tenancy.Acting;
import io.punctual.workflow.appointment.Trigger;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The hot path's way in: claims what is due or soon due, starts it, gives it back. Each statement is a transaction of its own. */
@ApplicationScoped
class ExecutionQueue {
    /** How much longer than until its instant a row that waits in a worker's memory belongs to that worker. */
    static final Duration AHEAD_LEASE = Duration.ofSeconds(5);

    /** What each row may be taken by: nobody has it, or whoever had it is gone. */
    private static final String FREE = "NOT d.started AND (d.lease_until IS NULL OR d.lease_until < ?)";

    /** No firm takes more than it has room for; {@code ?} are firms with less room than usual, their room, and the usual room. */
    private static final String RANKED = """
            ), ranked AS MATERIALIZED (
                SELECT p.place, p.scheduled_for FROM (
                    SELECT place, scheduled_for, firm_id,
                        row_number() OVER (PARTITION BY firm_id ORDER BY scheduled_for) AS number
                    FROM picked
                ) p LEFT JOIN unnest(?::uuid[], ?::int[]) AS b (firm_id, room) ON b.firm_id = p.firm_id
                WHERE p.number <= coalesce(b.room, ?)
            )""";

    private static final String IN_ORDER = """
            WITH picked AS MATERIALIZED (
                SELECT d.ctid AS place, d.scheduled_for, d.firm_id FROM due d
                WHERE d.channel = ? AND d.scheduled_for >= ? AND d.scheduled_for <= ? AND %s
                ORDER BY d.scheduled_for LIMIT %%d FOR UPDATE SKIP LOCKED
            """.formatted(FREE) + RANKED;

    /** Each firm's oldest rows, as many as it has a share of. */
    private static final String IN_TURNS = """
            WITH ranked AS MATERIALIZED (
                SELECT p.place FROM unnest(?::uuid[], ?::timestamptz[], ?::int[]) AS f (firm_id, since, share)
                CROSS JOIN LATERAL (
                    SELECT d.ctid AS place FROM due d
                    WHERE d.channel = ? AND d.firm_id = f.firm_id AND d.scheduled_for >= f.since
                        AND d.scheduled_for <= ? AND %s
                    ORDER BY d.scheduled_for LIMIT f.share FOR UPDATE SKIP LOCKED
                ) p
            )""".formatted(FREE);

    /**
     * Rows that wait in this worker's memory, as long as they are still this worker's and wait. Their instant is not asked for: it
     * cannot change without the fence, and would lead the planner to an index of instants.
     */
    private static final String WAITED = """
            WITH ranked AS MATERIALIZED (
                SELECT d.place FROM unnest(?::uuid[], ?::uuid[], ?::bigint[]) AS m (firm_id, execution_id, fence)
                CROSS JOIN LATERAL (
                    SELECT due.ctid AS place FROM due
                    WHERE due.firm_id = m.firm_id AND due.execution_id = m.execution_id AND due.fence = m.fence
                        AND due.owner = ? AND NOT due.started
                    FOR UPDATE SKIP LOCKED
                ) d
            )""";

    /**
     * Starts the picked rows. A withdrawal that commits before this statement has
     * taken the row away; one that comes later sees it started, and only leaves its mark. The rows are found by their place:
     * they are locked, and one that were missed would only be claimed again.
     */
    private static final String START = """
            , claimed AS (
                UPDATE due d SET started = true, started_at = ?, owner = ?, lease_until = ?, fence = d.fence + 1,
                    attempt = d.attempt + 1, retries = d.retries + 1
                FROM ranked r WHERE d.ctid = r.place
                RETURNING d.firm_id, d.execution_id, d.fence, d.attempt, d.retries, d.scheduled_for, d.expires_at
            )
            SELECT c.*, e.trigger, e.generation, e.tie, e.workflow_id, e.workflow_version, e.step_key, e.appointment_id
            FROM claimed c
            CROSS JOIN LATERAL (SELECT * FROM execution e WHERE e.firm_id = c.firm_id AND e.id = c.execution_id LIMIT 1) e
            """;

    /** Takes rows before their instant: still pending, and still to be withdrawn. */
    private static final String TAKE_AHEAD = """

            UPDATE due d SET owner = ?, lease_until = d.scheduled_for + ?::interval, fence = d.fence + 1
            FROM ranked r WHERE d.ctid = r.place
            RETURNING d.firm_id, d.execution_id, d.fence, d.scheduled_for
            """;

    private static final String GIVE_BACK = """
            UPDATE due d SET owner = NULL, lease_until = NULL
            FROM unnest(?::uuid[], ?::uuid[], ?::bigint[]) AS m (firm_id, execution_id, fence)
            WHERE d.firm_id = ANY (ARRAY[m.firm_id]) AND d.execution_id = m.execution_id AND d.fence = m.fence
                AND d.owner = ? AND NOT d.started
            RETURNING d.execution_id
            """;

    /** Looks at one row of each firm, whatever it has waiting. */
    private static final String FIRMS_DUE = """
            WITH RECURSIVE firm_with_rows AS (
                (SELECT firm_id FROM due WHERE channel = ? ORDER BY firm_id LIMIT 1)
                UNION ALL
                SELECT (SELECT d.firm_id FROM due d WHERE d.channel = ? AND d.firm_id > f.firm_id ORDER BY d.firm_id LIMIT 1)
                FROM firm_with_rows f WHERE f.firm_id IS NOT NULL
            )
            SELECT f.firm_id FROM firm_with_rows f CROSS JOIN LATERAL (
                SELECT FROM due d WHERE d.channel = ? AND d.firm_id = f.firm_id AND d.scheduled_for <= ? AND %s LIMIT 1
            ) waits
            WHERE f.firm_id IS NOT NULL
            """.formatted(FREE);

    private final Database database;
    private final RunFacts facts;

    ExecutionQueue(Database database, RunFacts facts) {
        this.database = database;
        this.facts = facts;
    }

    /**
     * Who claims, and for how long.
     *
     * @param owner the worker
     * @param now nothing is started that is due later
     * @param leaseUntil until when what is started belongs to the owner
     */
    record Claimant(String owner, Instant now, Instant leaseUntil) {}

    /**
     * How much of each firm may be taken at once.
     *
     * @param usual of a firm that is not named
     * @param firms those with less, and how much less they may be given, 0 included
     */
    record Room(int usual, Map<UUID, Integer> firms) {

        /** Whether some firm has no room: it had none, or these have taken it. */
        boolean isFull(List<Claimed> claimed) {
            return firms.containsValue(0)
                    || claimed.stream()
                            .collect(Collectors.groupingBy(Claimed::firmId, Collectors.counting()))
                            .entrySet()
                            .stream()
                            .anyMatch(firm -> firm.getValue() >= firms.getOrDefault(firm.getKey(), usual));
        }
    }

    /** What a firm's share of a claim is: its oldest rows since an instant, {@code most} of them. */
    record Share(UUID firmId, Instant since, int most) {}

    /** Takes and starts up to {@code limit} executions of a channel that are due since {@code since}, oldest first. */
    List<Claimed> claim(String channel, Instant since, int limit, Room room, Claimant by) {
        return started(
                IN_ORDER.formatted(limit) + START,
                channel,
                since,
                by.now(),
                by.now(),
                firms(room),
                rooms(room),
                room.usual(),
                by.now(),
                by.owner(),
                by.leaseUntil());
    }

    /** Takes and starts each firm's share of a channel's backlog. */
    List<Claimed> claimShares(String channel, List<Share> shares, Claimant by) {
        return started(
                IN_TURNS + START,
                shares.stream().map(Share::firmId).toArray(UUID[]::new),
                shares.stream().map(Share::since).toArray(Instant[]::new),
                shares.stream().map(Share::most).toArray(Integer[]::new),
                channel,
                by.now(),
                by.now(),
                by.now(),
                by.owner(),
                by.leaseUntil());
    }

    /** Takes up to {@code limit} executions of a channel that are due after now and until {@code until}, to wait in memory. */
    List<Waiting> claimAhead(String channel, Instant until, int limit, Room room, Claimant by) {
        return Acting.asEngine(() -> database.queryUnder(
                HotStatements.SETTINGS,
                IN_ORDER.formatted(limit) + TAKE_AHEAD,
                row -> new Waiting(
                        row.uuid("firm_id"),
                        row.uuid("execution_id"),
                        row.bigint("fence"),
                        row.instant("scheduled_for")),
                channel,
                by.now(),
                until,
                by.now(),
                firms(room),
                rooms(room),
                room.usual(),
                by.owner(),
                AHEAD_LEASE.toSeconds() + " seconds"));
    }

    /** Starts what waited in memory and is due now; what was withdrawn meanwhile, or is locked just now, does not come back. */
    List<Claimed> start(Collection<Waiting> waited, Claimant by) {
        return started(
                WAITED + START,
                waited.stream().map(Waiting::firmId).toArray(UUID[]::new),
                waited.stream().map(Waiting::executionId).toArray(UUID[]::new),
                waited.stream().map(Waiting::fence).toArray(Long[]::new),
                by.owner(),
                by.now(),
                by.owner(),
                by.leaseUntil());
    }

    /** Lets others have what waits in memory. */
    void giveBack(Collection<Waiting> waiting, String owner) {
        Acting.asEngine(() -> database.queryUnder(
                HotStatements.SETTINGS,
                GIVE_BACK,
                row -> row.uuid("execution_id"),
                waiting.stream().map(Waiting::firmId).toArray(UUID[]::new),
                waiting.stream().map(Waiting::executionId).toArray(UUID[]::new),
                waiting.stream().map(Waiting::fence).toArray(Long[]::new),
                owner));
    }

    /** The firms that have something due in this channel which nobody has taken. */
    List<UUID> firmsDue(String channel, Instant now) {
        return Acting.asEngine(() -> database.queryUnder(
                HotStatements.SETTINGS, FIRMS_DUE, row -> row.uuid("firm_id"), channel, channel, channel, now, now));
    }

    /** How many executions of these channels were due at this instant and have neither ended nor been set to a later try. */
    int countDue(Set<String> channels, Instant at) {
        return Acting.asEngine(() -> database.query(
                        "SELECT count(*) AS due FROM due WHERE channel = ANY (?) AND scheduled_for <= ?",
                        row -> row.integer("due"),
                        channels.toArray(String[]::new),
                        at)
                .getFirst());
    }

    private List<Claimed> started(String sql, Object... parameters) {
        List<StartedRow> rows = Acting.asEngine(
                () -> database.queryUnder(HotStatements.SETTINGS, sql, ExecutionQueue::startedRow, parameters));
        return facts.complete(rows);
    }

    private static UUID[] firms(Room room) {
        return room.firms().keySet().toArray(UUID[]::new);
    }

    private static Integer[] rooms(Room room) {
        return room.firms().values().toArray(Integer[]::new);
    }

    private static StartedRow startedRow(Row row) throws SQLException {
        return new StartedRow(
                row.uuid("firm_id"),
                row.uuid("execution_id"),
                row.bigint("fence"),
                row.integer("attempt"),
                row.integer("retries"),
                row.instant("scheduled_for"),
                row.instant("expires_at"),
                Trigger.of(row.text("trigger")),
                row.integer("generation"),
                Tie.of(row.text("tie")),
                row.uuid("workflow_id"),
                row.integer("workflow_version"),
                row.text("step_key"),
                row.uuid("appointment_id"));
    }
}
