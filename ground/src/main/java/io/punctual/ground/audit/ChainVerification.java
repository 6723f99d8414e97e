package io.punctual.ground.audit;

import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Computes chains again from what the table says, a page at a time. Runs in the scope of its caller. */
@ApplicationScoped
public class ChainVerification {
    private static final int PAGE = 1000;

    /** Whoever has events, a head or an anchor; a jump along the index for each firm with events. */
    private static final String FIRMS = """
            WITH RECURSIVE written AS (
                (SELECT firm_id FROM audit_event ORDER BY firm_id LIMIT 1)
                UNION ALL
                SELECT (SELECT e.firm_id FROM audit_event e WHERE e.firm_id > w.firm_id ORDER BY e.firm_id LIMIT 1)
                FROM written w WHERE w.firm_id IS NOT NULL
            )
            SELECT firm_id FROM written WHERE firm_id IS NOT NULL
            UNION SELECT firm_id FROM audit_chain UNION SELECT firm_id FROM audit_anchor WHERE kind = 'chain'
            ORDER BY firm_id
            """;

    private static final String ENDS = """
            SELECT coalesce(a.position, 0) AS anchor_position, coalesce(a.hash, decode(repeat('00', 32), 'hex')) AS anchor_hash,
                coalesce(c.position, 0) AS head_position, coalesce(c.hash, decode(repeat('00', 32), 'hex')) AS head_hash,
                coalesce((SELECT max(chain_position) FROM audit_event e WHERE e.firm_id = f.firm_id), 0) AS last
            FROM (SELECT ?::uuid AS firm_id) f
            LEFT JOIN audit_chain c ON c.firm_id = f.firm_id
            LEFT JOIN audit_anchor a ON a.firm_id = f.firm_id AND a.kind = 'chain'
            """;

    private static final String EVENTS = """
            SELECT firm_id, id, event_type, object_type, object_id, actor, occurred_at, metadata, chain_position, hash
            FROM audit_event WHERE firm_id = ? AND chain_position > ? AND chain_position <= ?
            ORDER BY chain_position LIMIT
            """ + PAGE;

    private final Database database;

    ChainVerification(Database database) {
        this.database = database;
    }

    private record Ends(Link anchor, Link head, long last) {}

    private record Stored(Link link, ChainedEvent event) {}

    /** All firms that have a chain. */
    public List<UUID> firms() {
        return database.query(FIRMS, row -> row.uuid("firm_id"));
    }

    /** Checks one firm's chain. A fault is looked at twice: retention may have moved the anchor meanwhile. */
    public ChainReport verify(UUID firmId) {
        ChainReport report = walk(firmId);
        return report.valid() ? report : walk(firmId);
    }

    private ChainReport walk(UUID firmId) {
        // What is written from here on is not looked at: the ends are of one instant.
        Ends ends = database.query(ENDS, ChainVerification::ends, firmId).getFirst();
        long to = Math.max(ends.last(), ends.head().position());
        ChainWalk walk = new ChainWalk(ends.anchor());
        long after = ends.anchor().position();
        List<Stored> page;
        do {
            page = database.query(EVENTS, ChainVerification::stored, firmId, after, to);
            for (Stored stored : page) {
                walk.step(stored.link(), stored.event());
                after = stored.link().position();
            }
        } while (page.size() == PAGE && !walk.stopped());
        walk.end(ends.head());
        return new ChainReport(
                firmId,
                walk.events(),
                ends.anchor().position() + 1,
                ends.head().position(),
                ends.head().hash(),
                walk.fault().isEmpty(),
                walk.fault().orElse(null));
    }

    private static Ends ends(Row row) throws SQLException {
        return new Ends(
                Link.of(row.bigint("anchor_position"), row.bytes("anchor_hash")),
                Link.of(row.bigint("head_position"), row.bytes("head_hash")),
                row.bigint("last"));
    }

    private static Stored stored(Row row) throws SQLException {
        return new Stored(
                Link.of(row.bigint("chain_position"), row.bytes("hash")),
                new ChainedEvent(
                        row.uuid("firm_id"),
                        row.uuid("id"),
                        row.text("event_type"),
                        row.text("object_type"),
                        row.text("object_id"),
                        row.text("actor"),
                        row.instant("occurred_at"),
                        row.text("metadata")));
    }
}
