package io.punctual.workflow.history;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is kept in partitions of its own, month by month. The tables of one kind are made, and dropped, together. */
enum HistoryKind {
    /** What was planned, how it ended, and what was tried before. */
    EXECUTIONS(
            """
            WHEN EXISTS (SELECT FROM outcome WHERE execution_id >= lower AND execution_id < upper AND recorded_at >= %s)
                THEN 'an outcome in it is younger, or sealed'
            WHEN EXISTS (SELECT FROM attempt WHERE execution_id >= lower AND execution_id < upper AND recorded_at >= %s)
                THEN 'an attempt in it is younger, or sealed'
            WHEN EXISTS (SELECT FROM execution e JOIN appointment a ON a.firm_id = e.firm_id AND a.id = e.appointment_id
                    WHERE e.id >= lower AND e.id < upper AND a.end_time >= before)
                THEN 'an appointment in it has not been over for that long'
            WHEN EXISTS (SELECT FROM due WHERE execution_id >= lower AND execution_id < upper)
                THEN 'an execution in it is still due'
            """.formatted(lettingGo("outcome"), lettingGo("attempt")),
            "execution.id outcome.execution_id attempt.execution_id"),

    /** What people, the intake and the engine did. Retention takes events off a chain one by one, and moves its anchor along. */
    AUDIT_EVENTS("""
            WHEN EXISTS (SELECT FROM audit_event WHERE id >= lower AND id < upper AND recorded_at >= %s)
                THEN 'an event in it is younger, or sealed'
            WHEN EXISTS (SELECT FROM audit_event WHERE id >= lower AND id < upper AND chain_position IS NOT NULL)
                THEN 'a chain goes through it'
            """.formatted(lettingGo("audit_event")), "audit_event.id");

    private final String cases;
    private final String keys;

    HistoryKind(String cases, String keys) {
        this.cases = cases;
        this.keys = keys;
    }

    /**
     * The instant before which rows of a kind were recorded that retention may take, for a statement that knows {@code before}:
     * as long as their seals are kept, verification looks at them.
     */
    static String lettingGo(String sealed) {
        return """
                least(before, coalesce((SELECT period_end FROM audit_anchor
                    WHERE kind = '%s' AND firm_id = '00000000-0000-0000-0000-000000000000'), '-infinity'))""".formatted(sealed);
    }

    /** The tables, in the order in which they are dropped: first what leads to the others. */
    String[] tables() {
        return columns().map(column -> column[0]).toArray(String[]::new);
    }

    /** Asks why a partition is still needed, null where it is not: takes its lowest id, the next one's, and from when on is kept. */
    String need() {
        return "SELECT CASE\n" + cases
                + "END AS need FROM (SELECT ?::uuid AS lower, ?::uuid AS upper, ?::timestamptz AS before) part";
    }

    /** Asks whether a default partition holds anything of a month: takes its beginning and its end. */
    String strays() {
        return columns()
                .map(column -> "EXISTS (SELECT FROM %1$s_default WHERE %2$s >= lower AND %2$s < upper)"
                        .formatted(column[0], column[1]))
                .collect(Collectors.joining(
                        " OR ", "SELECT ", " AS strays FROM (SELECT id_from(?) AS lower, id_from(?) AS upper) month"));
    }

    /** Each table, and its column that tells the month. */
    private Stream<String[]> columns() {
        return Arrays.stream(keys.split(" ", -1)).map(key -> key.split("\\.", -1));
    }
}
