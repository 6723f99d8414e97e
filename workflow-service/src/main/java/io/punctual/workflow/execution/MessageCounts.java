package io.punctual.workflow.execution;

import io.punctual.ground.sql.Database;
import io.punctual.workflow.firm.MessageConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Looks over the counts of all firms for what is unusual. The counting itself is part of recording results. */
@ApplicationScoped
class MessageCounts {
    private static final Duration KEPT = Duration.ofDays(9);

    /** The previous hour is looked at too: it may have ended since the last look. */
    private static final String RAISE = """
            WITH asked AS (
                SELECT ?::timestamptz AS hour, ?::timestamptz AS day, ?::int AS floor, ?::int AS factor, ?::int AS standard
            ), busy AS MATERIALIZED (
                SELECT c.firm_id, greatest(coalesce(sum(c.sent) FILTER (WHERE c.hour = a.hour), 0),
                        coalesce(sum(c.sent) FILTER (WHERE c.hour = a.hour - interval '1 hour'), 0)) AS lately,
                    coalesce(sum(c.sent) FILTER (WHERE c.hour >= a.day), 0) AS today
                FROM message_count c, asked a
                WHERE c.hour >= least(a.day, a.hour - interval '1 hour')
                GROUP BY c.firm_id
            ), judged AS MATERIALIZED (
                SELECT b.*, coalesce(l.daily_messages, a.standard) AS allowed, a.factor,
                    CASE WHEN b.lately >= a.floor THEN (
                        SELECT coalesce(sum(c.sent), 0) / 168 FROM message_count c
                        WHERE c.firm_id = b.firm_id AND c.hour >= a.hour - interval '169 hours'
                            AND c.hour < a.hour - interval '1 hour')
                    END AS usual
                FROM busy b CROSS JOIN asked a LEFT JOIN firm_limit l ON l.firm_id = b.firm_id
            ), found AS MATERIALIZED (
                SELECT j.*, k.kind FROM judged j CROSS JOIN LATERAL (VALUES
                    ('message_spike', j.usual IS NOT NULL AND j.lately > j.usual * j.factor),
                    ('message_limit_near', j.today >= j.allowed * 0.8 AND j.today < j.allowed),
                    ('message_limit_reached', j.today >= j.allowed AND j.today > 0)) AS k (kind, holds)
                WHERE k.holds
            ), raised AS (
                INSERT INTO message_alert (firm_id, day, kind, raised_at)
                SELECT firm_id, (SELECT day AT TIME ZONE 'UTC' FROM asked)::date, kind, ? FROM found
                ON CONFLICT DO NOTHING
                RETURNING firm_id, kind
            )
            SELECT f.firm_id, f.kind, f.lately::bigint AS lately, f.today::bigint AS today,
                coalesce(f.usual, 0)::bigint AS usual, f.allowed
            FROM found f JOIN raised r ON r.firm_id = f.firm_id AND r.kind = f.kind
            ORDER BY f.firm_id, f.kind
            """;

    private final Database database;
    private final MessageConfig config;

    MessageCounts(Database database, MessageConfig config) {
        this.database = database;
        this.config = config;
    }

    /**
     * Something to tell about a firm.
     *
     * @param kind {@code message_spike}, {@code message_limit_near} or {@code message_limit_reached}
     * @param lately messages in this hour or the one before, whichever had more
     * @param usual messages in a usual hour; 0 where it was not looked at
     * @param allowed messages a day
     */
    record Alert(UUID firmId, String kind, long lately, long today, long usual, int allowed) {}

    /** What is to be told and was not told on this day. In a transaction of the engine: what is returned counts as told. */
    List<Alert> raise(Instant now) {
        return database.query(
                RAISE,
                row -> new Alert(
                        row.uuid("firm_id"),
                        row.text("kind"),
                        row.bigint("lately"),
                        row.bigint("today"),
                        row.bigint("usual"),
                        row.integer("allowed")),
                now.truncatedTo(ChronoUnit.HOURS),
                now.truncatedTo(ChronoUnit.DAYS),
                config.spikeFloor(),
                config.spikeFactor(),
                config.dailyLimit(),
                now);
    }

    /** Lets go of what is too old to matter. */
    void forget(Instant now) {
        Instant before = now.minus(KEPT);
        database.update("DELETE FROM message_count WHERE hour < ?", before);
        database.update("DELETE FROM message_alert WHERE day < (?::timestamptz AT TIME ZONE 'UTC')::date", before);
    }
}
