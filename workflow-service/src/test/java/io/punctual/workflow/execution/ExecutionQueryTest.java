package io.punctual.workflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.paging.PageRequest;
import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.history.HistoryProfile;
import io.punctual.workflow.history.Months;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists over twelve months of a firm, whichever way the planner goes. */
@QuarkusTest
@TestProfile(HistoryProfile.class)
class ExecutionQueryTest {
    private static final int A_MONTH = 150;
    private static final Pattern READ = Pattern.compile(
            " on (execution|outcome)_(?:\\d{4}_\\d\\d|default) .*\\(actual rows=([\\d.]+) loops=(\\d+)\\)");

    /** Of the 150 executions of a month 30 wait, 102 were completed and 18 were skipped. */
    private static final String ROWS = """
            WITH made AS (
                SELECT ?::uuid AS firm_id, n, encode(set_byte(set_byte(overlay(uuid_send(gen_random_uuid())
                        PLACING substring(uuid_send(id_from(m)) FROM 1 FOR 6) FROM 1 FOR 6), 6, 112), 8, 128), 'hex')::uuid AS id,
                    m + n * interval '1 hour' AS at
                FROM generate_series('2025-01-10Z'::timestamptz, '2025-12-10Z', interval '1 month') m,
                    generate_series(1, ?) n
            ), planned AS (
                INSERT INTO execution (firm_id, id, workflow_id, workflow_version, step_key, step, action_type, appointment_id,
                    event_id, event_time, trigger, generation, recipient, tie, scheduled_for)
                SELECT firm_id, id, ?, 1, 's1', 0, 'send_email', id, 'e', at, 'appointment_created', 0, 'contact', 'start', at
                FROM made
            ), waits AS (
                INSERT INTO due (firm_id, execution_id, scheduled_for, expires_at)
                SELECT firm_id, id, at, at FROM made WHERE n % 5 = 0
            )
            INSERT INTO outcome (firm_id, execution_id, workflow_id, workflow_version, status, reason, attempt, finished_at)
            SELECT firm_id, id, ?, 1, CASE WHEN n % 7 = 1 THEN 'skipped' ELSE 'completed' END,
                CASE WHEN n % 7 = 1 THEN 'too_late' END, 1, at
            FROM made WHERE n % 5 <> 0
            """;

    @Inject
    ExecutionHistory history;

    private final OwnerDatabase owner = new OwnerDatabase(HistoryProfile.DATABASE);
    private final UUID workflow = UUID.randomUUID();
    private UUID firm = UUID.randomUUID();

    @BeforeEach
    void aYear() {
        Months months = new Months(
                "2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06", "2025-07", "2025-08", "2025-09",
                "2025-10", "2025-11", "2025-12");
        firm = months.firmId();
        owner.update(
                "INSERT INTO workflow (firm_id, id, name, status, version, created_at, updated_at)"
                        + " VALUES (?, ?, 'w', 'active', 1, now(), now())",
                firm,
                workflow);
        owner.update(ROWS, firm, A_MONTH, workflow, workflow);
        for (String table : List.of("execution", "outcome")) {
            months.partitions(table).forEach(name -> owner.update("ANALYZE " + name));
        }
    }

    @Test
    void everyFilterFindsWhatItSaysInOrder() {
        for (ExecutionStatus status : ExecutionStatus.values()) {
            found(new ExecutionFilter(status, null, null, null, null, null));
            found(new ExecutionFilter(status, null, workflow, null, null, null));
        }
        assertThat(found(new ExecutionFilter(null, null, null, null, null, null)))
                .hasSize(12 * A_MONTH);
        assertThat(found(new ExecutionFilter(ExecutionStatus.PENDING, null, null, null, null, null)))
                .hasSize(12 * 30);
        List<ExecutionView> late = found(new ExecutionFilter(null, Reason.TOO_LATE, null, null, null, null));
        assertThat(late)
                .hasSameSizeAs(found(new ExecutionFilter(ExecutionStatus.SKIPPED, null, null, null, null, null)));
        UUID appointment = late.getLast().appointmentId();
        assertThat(found(new ExecutionFilter(ExecutionStatus.SKIPPED, null, null, appointment, null, null)))
                .containsExactly(late.getLast());
        assertThat(found(new ExecutionFilter(ExecutionStatus.PENDING, null, null, appointment, null, null)))
                .isEmpty();
        assertThat(found(new ExecutionFilter(ExecutionStatus.COMPLETED, null, UUID.randomUUID(), null, null, null)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_generic_plan", "force_custom_plan"})
    void oneIsLookedUpInOneMonth(String mode) throws SQLException {
        UUID id = found(new ExecutionFilter(ExecutionStatus.COMPLETED, null, null, null, null, null))
                .getLast()
                .id();
        assertThat(reads(mode, ExecutionQuery.ONE, firm, id)).containsExactly("execution 1", "outcome 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_generic_plan", "force_custom_plan"})
    void aPageReadsLittleMoreThanItShows(String mode) throws SQLException {
        PageRequest first = PageRequest.of(50, null);
        for (ExecutionFilter filter : Arrays.asList(
                new ExecutionFilter(null, null, null, null, null, null),
                new ExecutionFilter(ExecutionStatus.COMPLETED, null, null, null, null, null))) {
            ExecutionQuery query = ExecutionQuery.page(firm, filter, first, true);
            // A page, one from each month, and those on the way that have another status.
            assertThat(rows(reads(mode, query.sql(), query.parameters()), "execution"))
                    .isLessThan(50 + 13 + 50);
        }
        // A fifth of them waits, and one of each month is looked at to see which comes first.
        ExecutionQuery waiting = ExecutionQuery.page(
                firm, new ExecutionFilter(ExecutionStatus.PENDING, null, null, null, null, null), first, true);
        assertThat(rows(reads(mode, waiting.sql(), waiting.parameters()), "execution"))
                .isLessThan(5 * 51 + 13);
        ExecutionFilter skipped = new ExecutionFilter(ExecutionStatus.SKIPPED, null, null, null, null, null);
        ExecutionQuery query = ExecutionQuery.page(firm, skipped, first, false);
        assertThat(rows(reads(mode, query.sql(), query.parameters()), "execution"))
                .isEqualTo(found(skipped).size());
    }

    /** All pages of a list, which has to be in order and to be what the filter says. */
    private List<ExecutionView> found(ExecutionFilter filter) {
        List<ExecutionView> all = new ArrayList<>();
        String cursor = null;
        do {
            PageRequest request = PageRequest.of(200, cursor);
            var page = Acting.forFirm(firm, () -> history.list(firm, filter, request));
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        ExecutionStatus status = filter.status();
        assertThat(all).allSatisfy(view -> {
            assertThat(view.workflowName()).isEqualTo("w");
            assertThat(view.status()).isEqualTo(status == null ? view.status() : status.code());
        });
        assertThat(all.stream().map(ExecutionView::scheduledFor).toList())
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
        return all;
    }

    /** Each partition that a statement reads, as {@code table rows}. */
    private List<String> reads(String mode, String sql, Object... parameters) throws SQLException {
        String numbered = sql;
        for (int i = 1; i <= parameters.length; i++) {
            numbered = numbered.replaceFirst("\\?", "\\$" + i);
        }
        String values =
                Arrays.stream(parameters).map(value -> "'" + value + "'").collect(Collectors.joining(", "));
        List<String> reads = new ArrayList<>();
        try (Connection connection =
                        PostgresResource.ownerSource(HistoryProfile.DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET plan_cache_mode = " + mode);
            statement.execute("PREPARE listed AS " + numbered);
            try (ResultSet lines = statement.executeQuery(
                    "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) EXECUTE listed (" + values + ")")) {
                while (lines.next()) {
                    @Nullable String read = read(lines.getString(1));
                    if (read != null) {
                        reads.add(read);
                    }
                }
            }
        }
        return reads;
    }

    private static @Nullable String read(String line) {
        var matcher = READ.matcher(line);
        return matcher.find()
                ? matcher.group(1) + " "
                        + Math.round(Double.parseDouble(matcher.group(2)) * Integer.parseInt(matcher.group(3)))
                : null;
    }

    private static int rows(List<String> reads, String table) {
        return reads.stream()
                .map(read -> read.split(" ", -1))
                .filter(read -> read[0].equals(table))
                .mapToInt(read -> Integer.parseInt(read[1]))
                .sum();
    }
}
