package io.punctual.workflow.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.DatabaseException;
import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.event.BodyHash;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.execution.ExecutionPlans;
import io.punctual.workflow.execution.Scenario;
import io.punctual.workflow.intake.EventIntake.Taken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events that go in together do what each of them does alone. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GroupedEventsTest {
    private static final String BOOKED = "2026-11-20T09:00:00Z";
    private static final int MEETINGS = 8;
    private static final List<EventType> LATER =
            EnumSet.complementOf(EnumSet.of(EventType.CREATED)).stream().toList();

    @Inject
    Instance<Scenario> firms;

    @Inject
    EventIntake intake;

    @Inject
    GroupIntake groups;

    @Inject
    IntakeConfig config;

    @Inject
    Database database;

    @Inject
    MutableClock clock;

    @Test
    void aGroupCostsTwoRoundTripsHoweverManyEventsItHas() {
        List<Scenario> several = List.of(firm(), firm(), firm());
        Set<UUID> firms = several.stream().map(firm -> firm.firmId).collect(Collectors.toSet());
        List<LifecycleEvent> created = new ArrayList<>();
        List<LifecycleEvent> later = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Scenario.Meeting meeting = several.get(i % several.size()).meeting();
            created.add(meeting.event(EventType.CREATED, BOOKED));
            later.add(meeting.event(LATER.get(i % LATER.size()), BOOKED));
        }
        assertThat(RoundTrips.of(() -> Acting.forEventsOf(firms, () -> groups.take(created, false))))
                .isEqualTo(2);
        assertThat(RoundTrips.of(() -> Acting.forEventsOf(firms, () -> groups.take(later, false))))
                .isEqualTo(2);
        assertThat(RoundTrips.of(() -> Acting.forEventsOf(firms, () -> groups.take(later, false))))
                .isEqualTo(2);
        assertThat(several.stream().mapToLong(firm -> count(firm, "received_event")))
                .containsExactly(28L, 26L, 26L);
    }

    @Test
    void aBadEventInAGroupFailsAlone() {
        Scenario firm = firm();
        List<LifecycleEvent> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            events.add(firm.meeting().event(EventType.CREATED, BOOKED));
        }
        LifecycleEvent good = events.get(6);
        LifecycleEvent bad =
                firm.event("too long an id ".repeat(30), EventType.CREATED, Instant.parse(BOOKED), good.data());
        events.set(6, bad);

        List<Taking> takings = intake.begin(events);

        for (Taking taking : takings) {
            if (taking.event().equals(bad)) {
                assertThatThrownBy(taking::await).isInstanceOf(DatabaseException.class);
            } else {
                assertThat(taking.await()).isEqualTo(Taken.ACCEPTED);
            }
        }
        assertThat(count(firm, "received_event")).isEqualTo(9);
        assertThat(count(firm, "appointment")).isEqualTo(9);
        assertThat(firm.take(good)).isEqualTo(Taken.ACCEPTED);
    }

    @Test
    void aFirmWhoseWorkflowsAreBeingChangedHoldsUpItsOwnEventsAlone() throws Exception {
        Scenario changing = firm();
        Scenario other = firm();
        LifecycleEvent heldUp = changing.meeting().event(EventType.CREATED, BOOKED);
        LifecycleEvent free = other.meeting().event(EventType.CREATED, BOOKED);
        try (Connection change = PostgresResource.ownerSource("test").getConnection();
                Statement statement = change.createStatement()) {
            change.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(" + ExecutionPlans.lockKey(changing.firmId) + ")");

            List<Taking> takings = intake.begin(List.of(heldUp, free));

            assertThat(takings.getLast().await()).isEqualTo(Taken.ACCEPTED);
            assertThat(count(other, "due")).isPositive();
            assertThat(count(changing, "received_event")).isZero();
            change.rollback();
            assertThat(takings.getFirst().await()).isEqualTo(Taken.ACCEPTED);
        }
        assertThat(count(changing, "due")).isPositive();
        assertThat(changing.take(heldUp)).isEqualTo(Taken.KNOWN);
    }

    @Test
    void eventsOfOneAppointmentThatArriveTogetherKeepTheirOrder() {
        Scenario firm = firm();
        Scenario.Meeting meeting = firm.meeting();
        List<LifecycleEvent> life = List.of(
                meeting.event(EventType.CREATED, "2026-11-20T09:00:00Z"),
                meeting.event(EventType.CONFIRMED, "2026-11-20T09:01:00Z"),
                meeting.at("2026-12-02T14:00:00Z").event(EventType.RESCHEDULED, "2026-11-20T09:02:00Z"),
                meeting.event(EventType.CANCELLED, "2026-11-20T09:03:00Z"));

        assertThat(intake.begin(life)).extracting(Taking::await).containsOnly(Taken.ACCEPTED);

        assertThat(audited(firm))
                .containsExactly("created false", "confirmed false", "rescheduled false", "cancelled false");
        assertThat(firm.newest("generation")).isEqualTo("1");
        assertThat(firm.newest("status")).isEqualTo("cancelled");
    }

    static List<Integer> seeds() {
        return IntStream.rangeClosed(1, 25).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void groupsDoWhatTheirEventsDoOneByOne(int seed) {
        Scenario oneByOne = firm();
        Scenario grouped = firm();
        clock.set(Instant.parse(BOOKED));
        Lives lives = lives(oneByOne, seed);
        Lives same = lives(grouped, seed);
        Random random = new Random(seed);

        List<Taken> expected = lives.deliveries().stream().map(oneByOne::take).toList();
        List<Taken> taken = new ArrayList<>();
        for (int from = 0; from < same.deliveries().size(); ) {
            int to = Math.min(from + 1 + random.nextInt(20), same.deliveries().size());
            intake.begin(same.deliveries().subList(from, to)).forEach(taking -> taken.add(taking.await()));
            from = to;
        }

        assertThat(taken).isEqualTo(expected);
        assertThat(rows(grouped, same)).isEqualTo(rows(oneByOne, lives));
    }

    @Test
    void replicasThatTakeTheSameEventsNeitherDeadlockNorDoubleAnything() throws Exception {
        Scenario firm = firm();
        Lives lives = lives(firm, 99);
        List<LifecycleEvent> events = lives.deliveries().stream().distinct().toList();
        List<Callable<List<Taken>>> replicas = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<LifecycleEvent> delivered = new ArrayList<>(events);
            Collections.shuffle(delivered, new Random(i));
            EventIntake replica = new GatheringIntake(groups, config, new SimpleMeterRegistry());
            replicas.add(() -> {
                List<Taken> taken = new ArrayList<>();
                for (int from = 0; from < delivered.size(); from += 15) {
                    replica.begin(delivered.subList(from, Math.min(from + 15, delivered.size())))
                            .forEach(taking -> taken.add(taking.await()));
                }
                return taken;
            });
        }
        List<Taken> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(replicas.size())) {
            for (Future<List<Taken>> replica : threads.invokeAll(replicas)) {
                all.addAll(replica.get());
            }
        }
        assertThat(Collections.frequency(all, Taken.ACCEPTED)).isEqualTo(count(firm, "received_event"));
        assertThat(audited(firm)).hasSize((int) count(firm, "received_event"));
        assertThat(one(firm, """
                SELECT count(*) AS n FROM (
                    SELECT count(*) FROM execution e JOIN due d ON d.firm_id = e.firm_id AND d.execution_id = e.id
                    WHERE e.firm_id = ?
                    GROUP BY appointment_id, workflow_id, step_key, trigger, generation HAVING count(*) > 1) AS doubled
                """)).isZero();
    }

    /** Meetings with all that is delivered about them, in that order. */
    private record Lives(List<UUID> meetings, List<LifecycleEvent> deliveries) {}

    private Scenario firm() {
        Scenario firm = firms.get();
        for (Trigger trigger : List.of(Trigger.CREATED, Trigger.CONFIRMED, Trigger.RESCHEDULED)) {
            firm.workflow(trigger, -60, 30);
        }
        firm.workflow(Trigger.COMPLETED, 10);
        firm.workflow(Trigger.CANCELLED, 10);
        firm.workflow(Trigger.NO_SHOW, 10);
        return firm;
    }

    /** Random lives, delivered in disorder, some events twice and some with another body. The same seed gives the same. */
    private static Lives lives(Scenario firm, int seed) {
        Random random = new Random(seed);
        List<UUID> meetings = new ArrayList<>();
        List<LifecycleEvent> deliveries = new ArrayList<>();
        for (int i = 0; i < MEETINGS; i++) {
            Scenario.Meeting meeting = firm.meeting();
            meetings.add(meeting.id());
            Instant time = Instant.parse(BOOKED);
            deliveries.add(meeting.event(EventType.CREATED, time.toString()));
            int changes = random.nextInt(5);
            for (int change = 0; change < changes; change++) {
                time = time.plus(Duration.ofMinutes(1 + random.nextInt(60)));
                EventType type = LATER.get(random.nextInt(LATER.size()));
                if (type == EventType.RESCHEDULED) {
                    meeting.at(Scenario.START
                            .plus(Duration.ofDays(random.nextInt(5)))
                            .toString());
                }
                deliveries.add(meeting.event(type, time.toString()));
            }
        }
        for (LifecycleEvent event : List.copyOf(deliveries)) {
            switch (random.nextInt(6)) {
                case 0 -> deliveries.add(event);
                case 1 -> deliveries.add(withAnotherBody(event));
                default -> {}
            }
        }
        Collections.shuffle(deliveries, random);
        return new Lives(meetings, deliveries);
    }

    private static LifecycleEvent withAnotherBody(LifecycleEvent event) {
        return new LifecycleEvent(
                event.source(),
                event.id(),
                event.type(),
                event.time(),
                event.traceparent(),
                event.data(),
                event.dataJson(),
                new BodyHash("ab".repeat(32)));
    }

    /** All rows that events leave behind, without what is never the same twice. */
    private List<String> rows(Scenario firm, Lives lives) {
        List<String> rows = new ArrayList<>();
        rows.addAll(read(firm, """
                SELECT id::text AS meeting, concat_ws(' ', 'appointment', sequence, status, generation, start_time, end_time,
                    snapshot #>> '{appointment,start_time}', snapshot ->> 'sequence', confirmed_generation,
                    (SELECT string_agg(concat(key, value ->> 'time'), ' ' ORDER BY key) FROM jsonb_each(seen))) AS text
                FROM appointment WHERE firm_id = ?
                """, lives));
        rows.addAll(read(firm, """
                SELECT appointment_id::text AS meeting, concat_ws(' ', 'event', type, sequence, event_time, received_at,
                    encode(body_hash, 'hex') = repeat('ab', 32)) AS text
                FROM received_event WHERE firm_id = ?
                """, lives));
        rows.addAll(read(firm, """
                SELECT object_id AS meeting, concat_ws(' ', 'audit', event_type, actor, occurred_at,
                    metadata - 'event_id') AS text
                FROM audit_event WHERE firm_id = ?
                """, lives));
        rows.addAll(read(firm, """
                SELECT e.appointment_id::text AS meeting, concat_ws(' ', 'execution', e.step_key, e.trigger, e.generation,
                    e.event_time, e.tie, e.scheduled_for, d.expires_at, o.status, o.reason, o.finished_at,
                    i.execution_id IS NOT NULL) AS text
                FROM execution e
                LEFT JOIN due d ON d.firm_id = e.firm_id AND d.execution_id = e.id
                LEFT JOIN outcome o ON o.firm_id = e.firm_id AND o.execution_id = e.id
                LEFT JOIN execution_identity i ON i.firm_id = e.firm_id AND i.execution_id = e.id
                WHERE e.firm_id = ?
                """, lives));
        Collections.sort(rows);
        return rows;
    }

    private List<String> read(Scenario firm, String sql, Lives lives) {
        return firm.acting(() -> database.query(
                sql,
                row -> lives.meetings().indexOf(UUID.fromString(row.text("meeting"))) + " " + row.text("text"),
                firm.firmId));
    }

    private List<String> audited(Scenario firm) {
        return firm.acting(() -> database.query("""
                SELECT replace(metadata ->> 'type', 'io.punctual.appointment.', '') || ' ' || (metadata ->> 'stale') AS text
                FROM audit_event WHERE firm_id = ? AND event_type = 'event_received' ORDER BY id
                """, row -> row.text("text"), firm.firmId));
    }

    private long count(Scenario firm, String table) {
        return one(firm, "SELECT count(*) AS n FROM " + table + " WHERE firm_id = ?");
    }

    private long one(Scenario firm, String sql) {
        return firm.acting(() -> database.query(sql, row -> row.bigint("n"), firm.firmId))
                .getFirst();
    }
}
