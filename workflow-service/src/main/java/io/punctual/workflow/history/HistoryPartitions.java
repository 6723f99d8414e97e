package io.punctual.workflow.history;

import io.punctual.ground.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The partitions of history. Runs for the engine, who may make and drop them by the owner's functions alone. */
@ApplicationScoped
class HistoryPartitions {
    private static final String ENDED = """
            SELECT DISTINCT lower, upper, until FROM history_partition WHERE parent = ANY (?) AND until <= ? ORDER BY until
            """;

    /** Until when months follow each other without a gap, in all tables; null where one has none for now. */
    private static final String AHEAD = """
            SELECT CASE WHEN count(*) FILTER (WHERE made_at(p.lower) <= clock.now) = count(DISTINCT p.parent)
                THEN min(p.until) FILTER (WHERE NOT EXISTS (
                    SELECT FROM history_partition next WHERE next.parent = p.parent AND next.lower = p.upper)) END AS until
            FROM history_partition p, (SELECT ?::timestamptz AS now) clock WHERE p.until > clock.now
            """;

    private final Database database;

    HistoryPartitions(Database database) {
        this.database = database;
    }

    /**
     * The partitions of one kind that take ids from {@code lower}, inclusive, to {@code upper}.
     *
     * @param until all ids in them were made before
     */
    record Part(UUID lower, UUID upper, Instant until) {}

    /** Whether default partitions hold rows of a month, which then cannot be made any more. */
    boolean hasStrays(HistoryKind kind, Instant month, Instant next) {
        return database.query(kind.strays(), row -> row.bool("strays"), month, next)
                .getFirst();
    }

    /** Makes a month's partitions; false where they are there, or somebody else is at it. */
    boolean make(HistoryKind kind, Instant month) {
        return database.query(
                        "SELECT make_history_partitions(?, ?) AS made", row -> row.bool("made"), kind.tables(), month)
                .getFirst();
    }

    /** Until when partitions have been made; empty where a table has none for what comes now. */
    Optional<Instant> ahead(Instant now) {
        return database.query(AHEAD, row -> Optional.ofNullable(row.instantOrNull("until")), now)
                .getFirst();
    }

    /** Partitions that take nothing new, the oldest first. */
    List<Part> ended(HistoryKind kind, Instant before) {
        return database.query(
                ENDED,
                row -> new Part(row.uuid("lower"), row.uuid("upper"), row.instant("until")),
                kind.tables(),
                before);
    }

    /** Why partitions cannot be dropped, where something in them is to be kept, or was recorded since {@code before}. */
    Optional<String> need(HistoryKind kind, Part part, Instant before) {
        return database.query(
                        kind.need(),
                        row -> Optional.ofNullable(row.textOrNull("need")),
                        part.lower(),
                        part.upper(),
                        before)
                .getFirst();
    }

    /** Keeps writers off partitions until the transaction ends; false where they are gone, or somebody else is at it. */
    boolean hold(HistoryKind kind, Part part) {
        return database.query(
                        "SELECT hold_history_partitions(?, ?) AS held",
                        row -> row.bool("held"),
                        kind.tables(),
                        part.until())
                .getFirst();
    }

    /** Drops partitions. */
    void drop(HistoryKind kind, Part part) {
        database.query(
                "SELECT drop_history_partitions(?, ?) IS NULL AS dropped",
                row -> row.bool("dropped"),
                kind.tables(),
                part.until());
    }

    /** Lets looks for a time pass by partitions that ended before an instant without reading a block of them. */
    void summarize(Instant endedBefore) {
        database.query(
                "SELECT summarize_history_partitions(?) IS NULL AS summarized",
                row -> row.bool("summarized"),
                endedBefore);
    }
}
