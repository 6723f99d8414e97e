package io.punctual.workflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.sql.Database;
import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.tenancy.Scopes;
import io.punctual.ground.test.MutableClock;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.event.EventType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Fills the tables, and asks for the plan of each statement that runs all the time. */
abstract class HotPlans {
    private static final Instant DUE = Instant.parse("2026-11-20T10:00:00Z");
    private static final String CHANNEL = "plans";
    private static final int LIMIT = 100;
    /** Statements may look at a few rows that others hold; never at all that waits. */
    private static final long BOUND = 4 * LIMIT;

    private static final String EXECUTIONS = """
            INSERT INTO execution (firm_id, id, workflow_id, workflow_version, step_key, step, action_type, appointment_id,
                event_id, event_time, trigger, generation, recipient, tie, scheduled_for, traceparent)
            SELECT firm_id, overlay(id::text PLACING lpad(to_hex(n), 12, '0') FROM 25)::uuid, workflow_id, workflow_version,
                step_key, step, action_type, appointment_id, event_id, event_time, trigger, generation, recipient, tie,
                scheduled_for + n * interval '1 ms', traceparent
            FROM execution, generate_series(1, ?) AS n WHERE firm_id = ?
            """;
    private static final String WAITING = """
            INSERT INTO due (firm_id, execution_id, scheduled_for, expires_at, channel)
            SELECT firm_id, id, scheduled_for, scheduled_for + interval '1 day', ? FROM execution e
            WHERE firm_id = ? AND NOT EXISTS (
                SELECT FROM due d WHERE d.firm_id = e.firm_id AND d.execution_id = e.id)
            """;

    @Inject
    Scenario firm;

    @Inject
    DataSource dataSource;

    @Inject
    Scopes scopes;

    @Inject
    Database database;

    @Inject
    RunFacts facts;

    @Inject
    ObjectMapper json;

    @Inject
    MutableClock clock;

    void fill(int rows) {
        clock.set(Instant.parse("2026-11-20T09:00:00Z"));
        firm.workflow(Trigger.CREATED, 60);
        firm.meeting().happens(EventType.CREATED, "2026-11-20T09:00:00Z");
        Acting.forFirm(firm.firmId, () -> {
            database.update(EXECUTIONS, rows, firm.firmId);
            database.update(WAITING, CHANNEL, firm.firmId);
        });
    }

    /** In turns, so that each finds the rows as the one before left them: nothing is kept. */
    void assertPlans() {
        Explained explained = new Explained(dataSource, scopes);
        ExecutionQueue queue = new ExecutionQueue(explained, facts);
        ExecutionRecords records = new ExecutionRecords(explained, json);
        LeaseRows leases = new LeaseRows(explained);
        Instant now = DUE.plus(Duration.ofSeconds(5));
        ExecutionQueue.Claimant by = new ExecutionQueue.Claimant("plans", now, now.plusSeconds(60));
        ExecutionQueue.Room room = new ExecutionQueue.Room(LIMIT, Map.of());

        queue.claim(CHANNEL, DUE, LIMIT, room, by);
        assertBounded(explained);
        assertThat(explained.last().read("due")).isPositive();
        queue.claimShares(CHANNEL, List.of(new ExecutionQueue.Share(firm.firmId, DUE, LIMIT)), by);
        assertBounded(explained);
        queue.claimAhead(CHANNEL, now.plusSeconds(2), LIMIT, room, by);
        assertBounded(explained);
        queue.start(waiting(), by);
        assertBounded(explained);
        queue.firmsDue(CHANNEL, now);
        assertBounded(explained);
        records.record(verdicts(now, new Verdict.Completed(Map.of("message_id", "m"))));
        assertBounded(explained);
        records.record(verdicts(now, new Verdict.Again(now, "timeout", "late")));
        assertBounded(explained);
        leases.lapsed(CHANNEL, DUE, now, LIMIT);
        assertBounded(explained);
    }

    private List<UUID> ids() {
        return Acting.asEngine(() -> database.query(
                "SELECT execution_id FROM due WHERE firm_id = ? AND channel = ? ORDER BY scheduled_for LIMIT " + LIMIT,
                row -> row.uuid("execution_id"),
                firm.firmId,
                CHANNEL));
    }

    private List<Waiting> waiting() {
        return ids().stream().map(id -> new Waiting(firm.firmId, id, 0, DUE)).toList();
    }

    private List<Recorded> verdicts(Instant now, Verdict verdict) {
        List<UUID> ids = ids();
        return IntStream.range(0, ids.size())
                .mapToObj(i -> new Recorded(
                        firm.firmId, ids.get(i), 0, UUID.randomUUID(), 1, "send_email", verdict, false, now, now))
                .toList();
    }

    private static void assertBounded(Explained explained) {
        Explained.Plan plan = explained.last();
        assertThat(plan.scans())
                .as(plan.sql())
                .allSatisfy(scan ->
                        assertThat(scan.path("Node Type").asText()).isIn("Index Scan", "Index Only Scan", "Tid Scan"));
        assertThat(plan.read("due")).as(plan.sql()).isLessThanOrEqualTo(BOUND);
        assertThat(plan.read("execution")).as(plan.sql()).isLessThanOrEqualTo(BOUND);
    }
}
