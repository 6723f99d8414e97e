package io.punctual.workflow.audit;

import io.punctual.ground.audit.AuditCheck;
import io.punctual.ground.audit.SealFault;
import io.punctual.ground.audit.SealReport;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Computes seals again from what the tables say. Seals themselves are compared in one statement, rows period by period. */
@ApplicationScoped
class SealCheck implements AuditCheck {
    private static final Instant EVER = Instant.parse("0001-01-01T00:00:00Z");

    private static final String PERIODS = """
            SELECT s.period_start, s.period_end, s.digest,
                EXISTS (SELECT FROM audit_anchor a WHERE a.firm_id = s.firm_id AND a.kind = s.kind) AS anchored
            FROM audit_seal s WHERE s.firm_id = '00000000-0000-0000-0000-000000000000' AND s.kind = ?
            ORDER BY s.period_start
            """;

    /** The installation's periods follow each other, the first one the anchor; a period is sealed once for each firm. */
    private static final String GAP = """
            SELECT firm_id, period_start FROM (
                SELECT s.firm_id, s.period_start, coalesce(lag(s.period_end) OVER (ORDER BY s.period_start),
                    (SELECT a.period_end FROM audit_anchor a WHERE a.firm_id = s.firm_id AND a.kind = s.kind)) AS ended
                FROM audit_seal s WHERE s.firm_id = '00000000-0000-0000-0000-000000000000' AND s.kind = ?) p
            WHERE ended <> period_start ORDER BY period_start LIMIT 1
            """;

    private static final String CHAINED = """
            SELECT firm_id, period_start FROM (
                SELECT s.*, coalesce(lag(s.digest) OVER (PARTITION BY s.firm_id ORDER BY s.period_start), %s) AS previous
                FROM audit_seal s WHERE s.kind = ?) s
            WHERE s.digest <> %s ORDER BY period_start, firm_id LIMIT 1
            """.formatted(Seals.BEGINNING, Seals.DIGEST);

    private static final String COUNTERSIGNED = """
            SELECT p.firm_id, p.period_start FROM audit_seal p
            LEFT JOIN LATERAL (
                SELECT count(*) AS row_count,
                    sha256(coalesce(string_agg(s.digest, ''::bytea ORDER BY s.firm_id), ''::bytea)) AS content
                FROM audit_seal s WHERE s.kind = p.kind AND s.period_start = p.period_start AND s.period_end = p.period_end
                    AND s.firm_id <> p.firm_id) f ON true
            WHERE p.firm_id = '00000000-0000-0000-0000-000000000000' AND p.kind = ?
                AND (f.row_count <> p.row_count OR f.content <> p.content)
            ORDER BY p.period_start LIMIT 1
            """;

    private static final String ROWS = """
            %s
            SELECT coalesce(c.firm_id, s.firm_id) AS firm_id, ?::timestamptz AS period_start FROM content c
            FULL JOIN (SELECT * FROM audit_seal WHERE kind = ? AND period_start = ?
                AND firm_id <> '00000000-0000-0000-0000-000000000000') s ON s.firm_id = c.firm_id
            WHERE (c.content IS DISTINCT FROM s.content OR c.row_count IS DISTINCT FROM s.row_count)
                AND (?::uuid IS NULL OR coalesce(c.firm_id, s.firm_id) = ?)
            ORDER BY 1 LIMIT 1
            """;

    private final Database database;

    SealCheck(Database database) {
        this.database = database;
    }

    private record Period(Instant start, Instant end, String digest, boolean anchored) {}

    @Override
    public List<SealReport> check(Optional<UUID> firm) {
        List<SealReport> reports = new ArrayList<>();
        for (SealedRows kind : SealedRows.values()) {
            reports.add(check(kind, firm.orElse(null)));
        }
        return reports;
    }

    private SealReport check(SealedRows kind, @Nullable UUID firm) {
        List<Period> periods = database.query(PERIODS, SealCheck::period, kind.code());
        Optional<SealFault> fault = found(GAP, "gap", kind)
                .or(() -> found(CHAINED, "seal_differs", kind))
                .or(() -> found(COUNTERSIGNED, "seal_differs", kind))
                .or(() -> rows(kind, periods, firm));
        return new SealReport(
                kind.code(),
                periods.size(),
                periods.isEmpty() ? null : periods.getFirst().start(),
                periods.isEmpty() ? null : periods.getLast().end(),
                periods.isEmpty() ? null : periods.getLast().digest(),
                fault.isEmpty(),
                fault.orElse(null));
    }

    private Optional<SealFault> found(String sql, String what, SealedRows kind) {
        return database.first(sql, row -> fault(row, what), kind.code());
    }

    private Optional<SealFault> rows(SealedRows kind, List<Period> periods, @Nullable UUID firm) {
        for (Period period : periods) {
            // Before the very first seal there may be nothing that was slipped in.
            boolean first = period.equals(periods.getFirst()) && !period.anchored();
            List<@Nullable Object> parameters = new ArrayList<>();
            for (int i = 0; i < kind.bounds(); i++) {
                parameters.add(first ? EVER : period.start());
                parameters.add(period.end());
            }
            parameters.add(period.start());
            parameters.add(kind.code());
            parameters.add(period.start());
            parameters.add(firm);
            parameters.add(firm);
            Optional<SealFault> fault = database.first(
                    ROWS.formatted(kind.content()), row -> fault(row, "rows_differ"), parameters.toArray());
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Period period(Row row) throws SQLException {
        return new Period(
                row.instant("period_start"),
                row.instant("period_end"),
                HexFormat.of().formatHex(row.bytes("digest")),
                row.bool("anchored"));
    }

    private static SealFault fault(Row row, String what) throws SQLException {
        return new SealFault(row.uuid("firm_id"), row.instant("period_start"), what);
    }
}
