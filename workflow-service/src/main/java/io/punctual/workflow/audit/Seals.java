package io.punctual.workflow.audit;

import io.punctual.ground.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The table of seals. Runs for the engine; each statement is a transaction of its own and works for all firms at once. */
@ApplicationScoped
class Seals {
    /** The digest of a seal {@code s}, which goes on from {@code previous}. */
    static final String DIGEST = """
            sha256(previous || uuid_send(s.firm_id) || int8send((extract(epoch FROM s.period_start) * 1000000)::bigint)
                || int8send((extract(epoch FROM s.period_end) * 1000000)::bigint) || int8send(s.row_count) || s.content
                || convert_to(s.kind, 'UTF8'))""";

    /** Where seals that retention let go ended, or where all begin. */
    static final String BEGINNING = """
            coalesce((SELECT a.hash FROM audit_anchor a WHERE a.firm_id = s.firm_id AND a.kind = s.kind),
                decode(repeat('00', 32), 'hex'))""";

    private static final String PREVIOUS = """
            LATERAL (SELECT coalesce((SELECT p.digest FROM audit_seal p WHERE p.firm_id = s.firm_id AND p.kind = s.kind
                ORDER BY p.period_start DESC LIMIT 1), %s) AS previous) earlier
            """.formatted(BEGINNING);

    private static final String SEAL = """
            %s, said AS (
                SELECT ?::text AS kind, ?::timestamptz AS period_start, ?::timestamptz AS period_end
            ), of_firms AS (
                INSERT INTO audit_seal (firm_id, kind, period_start, period_end, row_count, content, digest)
                SELECT s.*, %s FROM (
                    SELECT c.firm_id, said.kind, said.period_start, said.period_end, c.row_count, c.content
                    FROM content c CROSS JOIN said) s CROSS JOIN %s
                RETURNING firm_id, digest
            )
            INSERT INTO audit_seal (firm_id, kind, period_start, period_end, row_count, content, digest)
            SELECT s.*, %s FROM (
                SELECT '00000000-0000-0000-0000-000000000000'::uuid AS firm_id, said.kind, said.period_start,
                    said.period_end, (SELECT count(*) FROM of_firms) AS row_count,
                    (SELECT sha256(coalesce(string_agg(digest, ''::bytea ORDER BY firm_id), ''::bytea)) FROM of_firms)
                        AS content
                FROM said) s CROSS JOIN %s
            RETURNING digest
            """;

    private static final String NEXT = """
            SELECT next FROM (SELECT coalesce(
                (SELECT max(period_end) FROM audit_seal WHERE kind = ? AND firm_id = '00000000-0000-0000-0000-000000000000'),
                (SELECT period_end FROM audit_anchor WHERE kind = ? AND firm_id = '00000000-0000-0000-0000-000000000000'))
                AS next) n WHERE next IS NOT NULL
            """;

    /** A day of the oldest seals; the last that goes becomes the anchor. */
    private static final String FORGET = """
            WITH gone AS (
                DELETE FROM audit_seal WHERE kind = ? AND period_start < least(?,
                    (SELECT min(period_start) FROM audit_seal WHERE kind = ?) + interval '1 day')
                RETURNING *
            ), anchored AS (
                INSERT INTO audit_anchor (firm_id, kind, period_end, hash)
                SELECT DISTINCT ON (firm_id) firm_id, kind, period_end, digest FROM gone
                ORDER BY firm_id, period_start DESC
                ON CONFLICT (firm_id, kind) DO UPDATE SET period_end = excluded.period_end, hash = excluded.hash
            )
            SELECT count(*) AS gone FROM gone
            """;

    /** Of those that no month's partition took; the others go with their partition. */
    private static final String FORGET_NOTES = """
            DELETE FROM audit_event_default WHERE (firm_id, id) IN (
                SELECT firm_id, id FROM audit_event_default WHERE chain_position IS NULL AND recorded_at < (
                    SELECT period_end FROM audit_anchor
                    WHERE kind = 'audit_event' AND firm_id = '00000000-0000-0000-0000-000000000000')
                LIMIT 1000)
            """;

    private final Database database;

    Seals(Database database) {
        this.database = database;
    }

    /** The database's clock, by which rows are recorded. */
    Instant now() {
        return database.query("SELECT clock_timestamp() AS now", row -> row.instant("now"))
                .getFirst();
    }

    /** Where the next period begins; empty where nothing was ever sealed. */
    Optional<Instant> next(SealedRows kind) {
        return database.first(NEXT, row -> row.instant("next"), kind.code(), kind.code());
    }

    /** When the first row of a kind was recorded. */
    Optional<Instant> oldest(SealedRows kind) {
        return database.first(
                "SELECT min(recorded_at) AS oldest FROM " + kind.code() + " HAVING count(*) > 0",
                row -> row.instant("oldest"));
    }

    /**
     * Seals a period for all firms that recorded anything in it, and the installation over them.
     *
     * @return the installation's new digest
     */
    String seal(SealedRows kind, Instant from, Instant to) {
        List<Object> parameters = new ArrayList<>(Collections.nCopies(kind.bounds(), List.of(from, to)).stream()
                .flatMap(List::stream)
                .toList());
        parameters.addAll(List.of(kind.code(), from, to));
        return HexFormat.of()
                .formatHex(database.query(
                                SEAL.formatted(kind.content(), DIGEST, PREVIOUS, DIGEST, PREVIOUS),
                                row -> row.bytes("digest"),
                                parameters.toArray())
                        .getFirst());
    }

    /** Lets a batch of old seals go; returns how many. */
    int forget(SealedRows kind, Instant before) {
        return database.query(FORGET, row -> row.integer("gone"), kind.code(), before, kind.code())
                .getFirst();
    }

    /** Lets a batch of events beside the chains and outside of any month go whose seals are gone; returns how many. */
    int forgetNotes() {
        return database.update(FORGET_NOTES);
    }
}
