package io.punctual.workflow.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.punctual.ground.audit.AuditCare;
import io.punctual.ground.audit.AuditConfig;
import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** It is March 2026 and history is kept for two years, so that January and February of 2024 may go. */
@QuarkusTest
@TestProfile(HistoryProfile.class)
class HistoryCareTest {
    private static final String[] MONTHS = {"2024-01", "2024-02", "2024-03", "2026-03"};
    private static final List<String> AHEAD = List.of("2026_03", "2026_04", "2026_05", "2026_06", "2026_07");

    @Inject
    HistoryCare care;

    @Inject
    HistoryPartitions partitions;

    @Inject
    HistoryPruning pruning;

    @Inject
    AuditConfig audit;

    @Inject
    AuditCare auditCare;

    @Inject
    MeterRegistry meters;

    @Inject
    MutableClock clock;

    private final OwnerDatabase owner = new OwnerDatabase(HistoryProfile.DATABASE);
    private Months months = new Months();

    @BeforeEach
    void someYears() {
        clock.set(Instant.parse("2026-03-10T12:00:00Z"));
        months = new Months(MONTHS);
        months.unsealed("2024-03-11T00:00:00Z");
    }

    @Test
    void monthsAreMadeAheadForAllTablesAlike() {
        care.look();
        care.look();
        for (String table : List.of("execution", "outcome", "attempt", "audit_event")) {
            assertThat(months.partitions(table)).endsWith(names(table, AHEAD));
        }
        assertThat(ahead()).hasValue(Instant.parse("2026-08-01T00:00:00Z"));
        clock.set(Instant.parse("2026-12-31T23:59:59Z"));
        care.look();
        assertThat(months.partitions("execution"))
                .endsWith(names("execution", List.of("2026_12", "2027_01", "2027_02", "2027_03", "2027_04")));
    }

    @Test
    void whatIsOldGoesWithAllThatBelongsToIt() {
        UUID old = months.execution("2024-01-10T10:00:00Z", "2024-02-20T10:00:00Z");
        months.attempt(old, "2024-02-20T09:00:00Z");
        months.note("2024-01-10T10:00:00Z");
        UUID young = months.execution("2024-03-01T00:00:00Z", "2024-03-02T10:00:00Z");

        care.look();

        for (String table : List.of("execution", "outcome", "attempt", "audit_event")) {
            assertThat(months.partitions(table)).startsWith(table + "_2024_03");
        }
        assertThat(months.count("attempt") + months.count("audit_event")).isZero();
        assertThat(owner.query("SELECT execution_id FROM execution_identity", row -> row.uuid("execution_id")))
                .containsExactly(young);
        assertThat(owner.query("SELECT id FROM execution", row -> row.uuid("id")))
                .containsExactly(young);
    }

    @Test
    void aMonthStaysWhileAnythingInItIsDue() {
        UUID old = months.execution("2024-01-10T10:00:00Z", "2024-01-20T10:00:00Z");
        months.due(old, "2026-04-01T10:00:00Z");
        care.look();
        staysAloneFor("execution", "2024_01");
        assertThat(months.count("execution_identity")).isOne();
        owner.update("DELETE FROM due");
        care.look();
        assertThat(months.partitions("execution")).startsWith("execution_2024_03");
    }

    @Test
    void aMonthStaysWhileAnythingInItEndedLately() {
        months.execution("2024-02-10T10:00:00Z", "2024-03-10T12:00:01Z");
        care.look();
        staysAloneFor("outcome", "2024_02");
    }

    @Test
    void aMonthStaysWhileAnythingInItWasTriedLately() {
        months.attempt(months.execution("2024-02-10T10:00:00Z", "2024-02-11T10:00:00Z"), "2024-03-10T12:00:01Z");
        care.look();
        staysAloneFor("attempt", "2024_02");
    }

    @Test
    void aMonthStaysWhileAnAppointmentInItIsNotOverForSoLong() {
        months.execution("2024-01-10T10:00:00Z", "2024-01-20T10:00:00Z");
        owner.update("UPDATE appointment SET end_time = '2027-01-01Z'");
        care.look();
        staysAloneFor("execution", "2024_01");
    }

    @Test
    void aMonthStaysAsLongAsItsSeals() {
        months.execution("2024-01-10T10:00:00Z", "2024-01-20T10:00:00Z");
        months.note("2024-01-20T10:00:00Z");
        months.unsealed("2024-01-20T10:00:00Z");
        care.look();
        staysAloneFor("execution", "2024_01");
        staysAloneFor("audit_event", "2024_01");
        months.unsealed("2024-01-20T10:15:00Z");
        care.look();
        assertThat(months.partitions("execution")).startsWith("execution_2024_03");
        assertThat(months.partitions("audit_event")).startsWith("audit_event_2024_03");
    }

    @Test
    void aMonthOfTheAuditStaysWhileAChainGoesThroughIt() {
        months.chained("2024-01-20T10:00:00Z");
        care.look();
        staysAloneFor("audit_event", "2024_01");
        assertThat(months.partitions("execution")).startsWith("execution_2024_03");
        owner.update("DELETE FROM audit_event");
        care.look();
        assertThat(months.partitions("audit_event")).startsWith("audit_event_2024_03");
    }

    @Test
    void oldMonthsAreSummedUpToTheirLastBlock() {
        months.execution("2024-03-10T10:00:00Z", "2024-03-20T10:00:00Z");
        care.look();
        assertThat(owner.query(
                        "SELECT brin_summarize_new_values('outcome_2024_03_recorded_at_idx') AS ranges",
                        row -> row.integer("ranges")))
                .containsExactly(0);
    }

    @Test
    void whoNeedsTheTableIsNotMadeToWaitAndTheMonthGoesLater() throws SQLException {
        try (Connection reader =
                        PostgresResource.ownerSource(HistoryProfile.DATABASE).getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("LOCK TABLE execution IN ACCESS SHARE MODE");
            care.look();
            assertThat(months.partitions("execution")).startsWith("execution_2024_01");
            reader.commit();
        }
        care.look();
        assertThat(months.partitions("execution")).startsWith("execution_2024_03");
    }

    @Test
    void replicasDoItAtOnceAndNoneFails() throws Exception {
        for (int round = 0; round < 3; round++) {
            months = new Months("2024-01", "2024-02", "2024-03");
            months.unsealed("2024-03-11T00:00:00Z");
            months.execution("2024-01-10T10:00:00Z", "2024-01-20T10:00:00Z");
            Callable<Boolean> replica = () -> {
                care.look();
                return true;
            };
            try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
                for (Future<Boolean> done : threads.invokeAll(List.of(replica, replica, replica))) {
                    assertThat(done.get()).isTrue();
                }
            }
            // Whoever found another at it left it alone.
            care.look();
            assertThat(months.partitions("outcome"))
                    .startsWith("outcome_2024_03")
                    .endsWith(names("outcome", AHEAD));
            assertThat(months.count("execution") + months.count("execution_identity"))
                    .isZero();
        }
    }

    @Test
    void whatNoMonthTakesIsKeptAndPrunedByItself() {
        months.execution("2025-05-05T10:00:00Z", "2025-05-06T10:00:00Z");
        UUID waiting = months.execution(UUID.randomUUID(), Instant.parse("2024-01-01T10:00:00Z"));
        months.due(waiting, "2026-04-01T10:00:00Z");
        UUID old = months.execution("2025-06-05T10:00:00Z", "2024-01-01T10:00:00Z");
        months.attempt(old, "2024-01-01T09:00:00Z");

        care.look();

        assertThat(months.count("execution_default")).isEqualTo(2);
        assertThat(months.count("outcome")).isEqualTo(2);
        assertThat(months.count("execution_identity")).isEqualTo(2);
        assertThat(months.count("attempt")).isZero();
        clock.set(Instant.parse("2025-05-20T10:00:00Z"));
        care.look();
        assertThat(months.partitions("execution"))
                .doesNotContain("execution_2025_05")
                .contains("execution_2025_06", "execution_2025_07");
        assertThat(ahead()).isEmpty();
    }

    @Test
    void receivedEventsGoInBatchesAfterTheirTime() {
        String insert = """
                INSERT INTO received_event (firm_id, source, id, body_hash, type, appointment_id, sequence, event_time, received_at)
                SELECT ?, 'urn:x', ? || n, '', 'x', ?, 1, now(), ?::timestamptz FROM generate_series(1, ?) n
                """;
        owner.update(insert, months.firmId(), "old", months.firmId(), Instant.parse("2025-12-10T11:59:59Z"), 2500);
        owner.update(insert, months.firmId(), "new", months.firmId(), Instant.parse("2025-12-10T12:00:00Z"), 2);
        care.look();
        assertThat(months.count("received_event")).isEqualTo(2);
    }

    @Test
    void nobodyGoesPastTheWallsByAPartition() throws SQLException {
        months.execution("2024-03-10T10:00:00Z", "2024-03-20T10:00:00Z");
        for (String role : List.of("runtime", "engine", "operator")) {
            refused(role, "SELECT * FROM execution_2024_03", "permission denied");
            refused(role, "DELETE FROM outcome_2024_03", "permission denied");
            refused(role, "DROP TABLE execution_2024_03", "must be owner");
            refused(role, "ALTER TABLE execution DETACH PARTITION execution_2024_03", "must be owner");
        }
        refused("engine", "DELETE FROM outcome", "permission denied");
        for (String function : List.of(
                "make_history_partitions('{execution}', '2030-01-01Z')",
                "hold_history_partitions('{execution}', '2024-02-01Z')",
                "drop_history_partitions('{execution}', '2024-02-01Z')",
                "summarize_history_partitions('2024-02-01Z')")) {
            refused("runtime", "SELECT " + function, "permission denied");
            refused("operator", "SELECT " + function, "permission denied");
        }
        refused("engine", "SELECT furnish_history_partition('due', 'due')", "permission denied");
        refused("engine", "SELECT make_history_partitions('{due}', '2030-01-01Z')", "ATTACH PARTITION");
        assertThat(as("runtime", "SELECT count(*) FROM execution")).isEqualTo("1");
        assertThat(as("runtime", "SELECT count(*) FROM execution WHERE firm_id <> '" + months.firmId() + "'"))
                .isEqualTo("0");
    }

    @Test
    void whatIsYoungIsNotDroppedWhoeverAsks() throws SQLException {
        owner.query(
                "SELECT make_history_partitions('{execution}', date_trunc('month', now(), 'UTC')) AS made",
                row -> true);
        refused(
                "engine",
                "SELECT drop_history_partitions('{execution}', until) FROM history_partition WHERE until > now() LIMIT 1",
                "too young");
    }

    @Test
    void whatWouldBeForgottenTooSoonIsRefusedAtTheStart() {
        Period years = Period.ofYears(2);
        Period days = Period.ofDays(90);
        refused(new Config(Period.ofDays(729), days, 4), "punctual.history.keep is P729D: keep at least P2Y.");
        refused(new Config(years, Period.ofDays(6), 4), "punctual.history.received-events is P6D: keep at least P7D.");
        refused(new Config(years, days, 2), "punctual.history.months-ahead is 2: 3 to 24 months.");
    }

    private record Config(Period keep, Period receivedEvents, int monthsAhead) implements HistoryConfig {
        @Override
        public Duration every() {
            return Duration.ofHours(1);
        }
    }

    private void refused(HistoryConfig config, String why) {
        HistoryCare other = new HistoryCare(partitions, pruning, config, audit, auditCare, meters, clock);
        assertThatThrownBy(() -> other.check(new StartupEvent())).hasMessage(why);
    }

    private Optional<Instant> ahead() {
        return Acting.asEngine(() -> partitions.ahead(clock.instant()));
    }

    private void staysAloneFor(String table, String month) {
        assertThat(months.partitions(table)).startsWith(table + "_" + month, table + "_2024_03");
    }

    private static String[] names(String table, List<String> months) {
        return months.stream().map(month -> table + "_" + month).toArray(String[]::new);
    }

    private void refused(String role, String sql, String why) {
        assertThatThrownBy(() -> as(role, sql)).as(role + ": " + sql).hasMessageContaining(why);
    }

    private String as(String role, String sql) throws SQLException {
        try (Connection connection =
                        PostgresResource.ownerSource(HistoryProfile.DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL ROLE " + HistoryProfile.DATABASE + "_" + role);
            statement.execute("SET LOCAL punctual.firm = '" + months.firmId() + "'");
            try (var rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getString(1);
            } finally {
                connection.rollback();
            }
        }
    }
}
