package io.punctual.workflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.Plan;
import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.tenancy.Scopes;
import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.intake.EventIntake;
import io.punctual.workflow.intake.EventIntake.Taken;
import io.punctual.workflow.intake.RoundTrips;
import io.punctual.workflow.intake.Taking;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Fills the tables, and asks for the plan of each statement that runs all the time. */
abstract class HotPlans {
    private static final Instant DUE = Instant.parse("2026-11-20T10:00:00Z");
    private static final String CHANNEL = "plans";
    private static final int LIMIT = 100;
    /** Statements may look at a few rows that others hold; never at all that waits. */
    private static final long BOUND = 4 * LIMIT;

    private static final List<String> TABLES =
            List.of("due", "execution", "appointment", "workflow", "message_count", "received_event", "outcome");

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
    Scenario other;

    @Inject
    EventIntake intake;

    @Inject
    DataSource dataSource;

    @Inject
    Scopes scopes;

    @Inject
    Database database;

    @Inject
    RunFacts facts;

    @Inject
    PublishedSteps steps;

    @Inject
    ObjectMapper json;

    @Inject
    MutableClock clock;

    private UUID workflowId = new UUID(0, 0);
    private Scenario.@Nullable Meeting meeting;

    /** The statistics are those from before, as in an hour in which far more was planned than usual. */
    void fill(int rows) throws SQLException {
        analyze();
        clock.set(Instant.parse("2026-11-20T09:00:00Z"));
        workflowId = firm.workflow(Trigger.CREATED, 60);
        meeting = firm.meeting().happens(EventType.CREATED, "2026-11-20T09:00:00Z");
        Acting.forFirm(firm.firmId, () -> {
            database.update(EXECUTIONS, rows, firm.firmId);
            database.update(WAITING, CHANNEL, firm.firmId);
        });
    }

    /** With the statistics of the time when there was nothing, and with good ones. */
    void assertPlans() throws SQLException {
        assertPlansAsTheyAre();
        analyze();
        assertPlansAsTheyAre();
    }

    private static void analyze() throws SQLException {
        try (Connection owner = DriverManager.getConnection(PostgresResource.url("test"), "postgres", "postgres");
                Statement statement = owner.createStatement()) {
            statement.execute(
                    "ANALYZE due, execution_identity, appointment, workflow, workflow_version, workflow_step");
        }
    }

    private void assertPlansAsTheyAre() {
        Explained explained = new Explained(dataSource, scopes);
        ExecutionQueue queue = new ExecutionQueue(explained, facts);
        ExecutionRecords records = new ExecutionRecords(explained, json);
        Instant now = DUE.plus(Duration.ofSeconds(5));
        ExecutionQueue.Claimant by = new ExecutionQueue.Claimant("plans", now, now.plusSeconds(60));
        ExecutionQueue.Room room = new ExecutionQueue.Room(LIMIT, Map.of());

        queue.claim(CHANNEL, DUE, LIMIT, room, by);
        assertBounded(explained);
        queue.claimShares(CHANNEL, List.of(new ExecutionQueue.Share(firm.firmId, DUE, LIMIT)), by);
        assertBounded(explained);
        queue.firmsDue(CHANNEL, now);
        assertBounded(explained);
        queue.claimAhead(CHANNEL, now.plusSeconds(2), LIMIT, room, by);
        assertBounded(explained);

        Map<UUID, Integer> pages = pages();
        ExecutionQueue forGood = new ExecutionQueue(database, facts);
        List<Waiting> waiting = forGood.claimAhead(CHANNEL, now.plusSeconds(2), LIMIT, room, by);
        queue.start(waiting, new ExecutionQueue.Claimant("plans", now.plusSeconds(2), now.plusSeconds(60)));
        assertBounded(explained);
        List<Claimed> started = forGood.claim(CHANNEL, DUE, LIMIT, room, by);
        assertStayedOnTheirPages(started, pages);
        new RunFacts(explained, steps, clock).now(List.of(startedRow(started.getFirst())));
        assertReadsThroughIndexes(explained.last());
        assertReadsThroughIndexes(explained.beforeLast());
        records.record(verdicts(started, now, new Verdict.Completed(Map.of("message_id", "m"))));
        assertBounded(explained);
        records.record(verdicts(started, now, new Verdict.Again(now, "timeout", "late")));
        assertBounded(explained);
        records.record(verdicts(started, now, new Verdict.Refused(Reason.NO_RECIPIENT, false)));
        assertBounded(explained);
        new LeaseRows(explained).extend(started, now.plusSeconds(60));
        assertBounded(explained);
        new LeaseRows(explained).lapsed(CHANNEL, DUE, now.plusSeconds(61), LIMIT);
        assertBounded(explained);
        List<Plan> ofEvents = RoundTrips.explained(this::liveThroughMeetings);
        assertThat(ofEvents).hasSizeGreaterThan(6 * EventType.values().length);
        ofEvents.forEach(HotPlans::assertReadsThroughIndexes);
    }

    /** Events of every type, of two firms in each group, once as they come and once again. */
    private void liveThroughMeetings() {
        clock.set(Instant.parse("2026-11-20T09:00:00Z"));
        other.workflow(Trigger.CREATED, 60);
        List<Scenario.Meeting> meetings = List.of(firm.meeting(), firm.meeting(), other.meeting(), other.meeting());
        for (EventType type : EventType.values()) {
            List<LifecycleEvent> events = meetings.stream()
                    .map(one -> one.event(type, "2026-11-20T09:00:00Z"))
                    .toList();
            assertThat(intake.begin(events)).extracting(Taking::await).containsOnly(Taken.ACCEPTED);
            assertThat(intake.begin(events)).extracting(Taking::await).containsOnly(Taken.KNOWN);
        }
    }

    private Map<UUID, Integer> pages() {
        return Acting.asEngine(() -> database
                .query(
                        "SELECT execution_id, (ctid::text::point)[0]::int AS page FROM due WHERE channel = ?",
                        row -> Map.entry(row.uuid("execution_id"), row.integer("page")),
                        CHANNEL)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** A start that finds no room on its row's page writes all indexes again. */
    private void assertStayedOnTheirPages(List<Claimed> started, Map<UUID, Integer> before) {
        Map<UUID, Integer> after = pages();
        assertThat(started)
                .hasSize(LIMIT)
                .allSatisfy(one -> assertThat(after.get(one.executionId())).isEqualTo(before.get(one.executionId())));
    }

    private static List<Recorded> verdicts(List<Claimed> started, Instant now, Verdict verdict) {
        assertThat(started).hasSize(LIMIT);
        return started.stream()
                .map(one -> new Recorded(
                        one.firmId(),
                        one.executionId(),
                        one.fence(),
                        one.workflowId(),
                        1,
                        "send_email",
                        verdict,
                        false,
                        now,
                        now))
                .toList();
    }

    private StartedRow startedRow(Claimed one) {
        return new StartedRow(
                one.firmId(),
                one.executionId(),
                one.fence(),
                one.attempt(),
                one.retries(),
                one.scheduledFor(),
                one.expiresAt(),
                one.trigger(),
                one.generation(),
                one.tie(),
                workflowId,
                one.plannedVersion(),
                "s0",
                Objects.requireNonNull(meeting).id());
    }

    private static void assertBounded(Explained explained) {
        assertReadsThroughIndexes(explained.last());
        assertThat(explained.last().read("due")).as(explained.last().sql()).isPositive();
    }

    private static void assertReadsThroughIndexes(Plan plan) {
        plan.assertReadsThroughIndexes(BOUND, TABLES);
    }
}
