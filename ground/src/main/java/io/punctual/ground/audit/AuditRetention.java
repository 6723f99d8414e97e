package io.punctual.ground.audit;

import io.punctual.ground.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Lets old events of the chains go. Runs for the engine. */
@ApplicationScoped
public class AuditRetention {

    /**
     * A batch, of up to 100 firms: the beginning of each chain, up to the first event that is to be kept, whatever stands after
     * that. Where the beginning ended becomes the anchor in the same statement.
     */
    private static final String FORGET = """
            WITH old_chain AS MATERIALIZED (
                SELECT c.firm_id, coalesce(a.position, 0) AS anchor
                FROM audit_chain c
                LEFT JOIN audit_anchor a ON a.firm_id = c.firm_id AND a.kind = 'chain'
                CROSS JOIN LATERAL (SELECT e.occurred_at FROM audit_event e
                    WHERE e.firm_id = c.firm_id AND e.chain_position > coalesce(a.position, 0)
                    ORDER BY e.chain_position LIMIT 1) first
                WHERE first.occurred_at < ? LIMIT 100
            ), beginning AS MATERIALIZED (
                SELECT e.firm_id, e.id, e.chain_position, e.hash,
                    bool_and(e.occurred_at < ?) OVER (PARTITION BY e.firm_id ORDER BY e.chain_position) AS gone
                FROM old_chain o CROSS JOIN LATERAL (SELECT * FROM audit_event e
                    WHERE e.firm_id = o.firm_id AND e.chain_position > o.anchor
                    ORDER BY e.chain_position LIMIT 100) e
            ), anchored AS (
                INSERT INTO audit_anchor (firm_id, kind, position, hash)
                SELECT DISTINCT ON (firm_id) firm_id, 'chain', chain_position, hash FROM beginning WHERE gone
                ORDER BY firm_id, chain_position DESC
                ON CONFLICT (firm_id, kind) DO UPDATE SET position = excluded.position, hash = excluded.hash
            )
            DELETE FROM audit_event e USING beginning b WHERE b.gone AND e.firm_id = b.firm_id AND e.id = b.id
            """;

    private final Database database;

    AuditRetention(Database database) {
        this.database = database;
    }

    /**
     * Forgets a batch of events from before an instant; call again while it returns more than zero.
     *
     * @return how many were forgotten
     */
    public int forget(Instant before) {
        return database.update(FORGET, before, before);
    }
}
