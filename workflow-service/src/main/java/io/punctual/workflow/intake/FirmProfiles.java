package io.punctual.workflow.intake;

import io.punctual.ground.sql.RoundTrip;
import io.punctual.ground.sql.Row;
import io.punctual.workflow.appointment.Snapshot;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.execution.Lateness;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What events tell of their firm, and what the firm has set about being late. */
final class FirmProfiles {
    private static final String READ = """
            SELECT f.name, f.time_zone, f.locale, f.profile_at, s.before_meeting_lateness_minutes, s.lateness_minutes
            FROM (SELECT ?::uuid AS firm_id) AS one
            LEFT JOIN firm f ON f.firm_id = one.firm_id
            LEFT JOIN firm_settings s ON s.firm_id = one.firm_id
            """;

    /** Only sent where something changed: it locks the firm's row, at which all events of the firm would queue up. */
    private static final String RENEW = """
            INSERT INTO firm (firm_id, name, time_zone, locale, profile_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (firm_id) DO UPDATE SET name = excluded.name, time_zone = excluded.time_zone,
                locale = excluded.locale, profile_at = excluded.profile_at
            WHERE firm.profile_at < excluded.profile_at AND (firm.name, firm.time_zone, firm.locale)
                IS DISTINCT FROM (excluded.name, excluded.time_zone, excluded.locale)
            """;

    private FirmProfiles() {}

    /**
     * What is known of a firm.
     *
     * @param at time of the event that told it
     */
    record Profile(String name, String timeZone, String locale, Instant at) {
        boolean saysTheSame(Snapshot.Firm firm) {
            return name.equals(firm.name()) && timeZone.equals(firm.timeZone()) && locale.equals(firm.locale());
        }
    }

    /** A firm before its events: without a profile where this is the first time that one names it. */
    record Known(@Nullable Profile profile, Lateness lateness) {}

    static RoundTrip.Rows<Known> read(RoundTrip trip, UUID firmId) {
        return trip.query(READ, FirmProfiles::known, firmId);
    }

    /** Writes what these events, which are new, tell otherwise, one after the other. */
    static void renew(RoundTrip trip, @Nullable Profile before, List<LifecycleEvent> events) {
        Profile newest = before;
        boolean changed = false;
        for (LifecycleEvent event : events) {
            Snapshot.Firm firm = event.data().firm();
            if (newest == null || (newest.at().isBefore(event.time()) && !newest.saysTheSame(firm))) {
                changed = true;
                newest = new Profile(firm.name(), firm.timeZone(), firm.locale(), event.time());
            }
        }
        if (changed && newest != null) {
            trip.run(RENEW, events.getFirst().firmId(), newest.name(), newest.timeZone(), newest.locale(), newest.at());
        }
    }

    private static Known known(Row row) throws SQLException {
        String name = row.textOrNull("name");
        Integer beforeMeeting = row.integerOrNull("before_meeting_lateness_minutes");
        Integer other = row.integerOrNull("lateness_minutes");
        return new Known(
                name == null
                        ? null
                        : new Profile(name, row.text("time_zone"), row.text("locale"), row.instant("profile_at")),
                beforeMeeting == null || other == null
                        ? Lateness.DEFAULT
                        : new Lateness(Duration.ofMinutes(beforeMeeting), Duration.ofMinutes(other)));
    }
}
