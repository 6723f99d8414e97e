package io.punctual.workflow.intake;

import io.punctual.ground.sql.RoundTrip;
import io.punctual.ground.sql.Row;
import io.punctual.workflow.appointment.Snapshot;
import io.punctual.workflow.event.LifecycleEvent;
import io.punctual.workflow.execution.Lateness;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What events tell of their firms, and what these have set about being late. */
final class FirmProfiles {
    private static final String READ = """
            SELECT g.firm_id, f.name, f.time_zone, f.locale, f.profile_at, s.before_meeting_lateness_minutes,
                s.lateness_minutes
            FROM unnest(?::uuid[]) AS g(firm_id)
            LEFT JOIN LATERAL (SELECT * FROM firm f WHERE f.firm_id = g.firm_id LIMIT 1) f ON true
            LEFT JOIN LATERAL (SELECT * FROM firm_settings s WHERE s.firm_id = g.firm_id LIMIT 1) s ON true
            """;

    /** Only sent where something changed: it locks the firm's row, at which all events of the firm would queue up. */
    private static final String RENEW = """
            INSERT INTO firm (firm_id, name, time_zone, locale, profile_at)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                AS g(firm_id, name, time_zone, locale, profile_at) ORDER BY firm_id
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
    record Known(UUID firmId, @Nullable Profile profile, Lateness lateness) {}

    /** One for each of these firms; once the trip was sent. */
    static Supplier<Map<UUID, Known>> read(RoundTrip trip, Set<UUID> firms) {
        RoundTrip.Rows<Known> rows = trip.query(READ, FirmProfiles::known, (Object) firms.toArray(UUID[]::new));
        return () -> rows.all().stream().collect(Collectors.toMap(Known::firmId, Function.identity()));
    }

    /** Writes what these events, which are new, tell otherwise, one after the other. */
    static void renew(RoundTrip trip, Map<UUID, Known> before, List<LifecycleEvent> events) {
        Map<UUID, Profile> changed = new LinkedHashMap<>();
        for (LifecycleEvent event : events) {
            UUID firmId = event.firmId();
            Snapshot.Firm firm = event.data().firm();
            Profile told = changed.get(firmId);
            Profile newest =
                    told == null ? Objects.requireNonNull(before.get(firmId)).profile() : told;
            if (newest == null || (newest.at().isBefore(event.time()) && !newest.saysTheSame(firm))) {
                changed.put(firmId, new Profile(firm.name(), firm.timeZone(), firm.locale(), event.time()));
            }
        }
        if (!changed.isEmpty()) {
            List<Profile> profiles = List.copyOf(changed.values());
            trip.run(
                    RENEW,
                    changed.keySet().toArray(UUID[]::new),
                    profiles.stream().map(Profile::name).toArray(String[]::new),
                    profiles.stream().map(Profile::timeZone).toArray(String[]::new),
                    profiles.stream().map(Profile::locale).toArray(String[]::new),
                    profiles.stream().map(Profile::at).toArray(Instant[]::new));
        }
    }

    private static Known known(Row row) throws SQLException {
        String name = row.textOrNull("name");
        Integer beforeMeeting = row.integerOrNull("before_meeting_lateness_minutes");
        Integer other = row.integerOrNull("lateness_minutes");
        return new Known(
                row.uuid("firm_id"),
                name == null
                        ? null
                        : new Profile(name, row.text("time_zone"), row.text("locale"), row.instant("profile_at")),
                beforeMeeting == null || other == null
                        ? Lateness.DEFAULT
                        : new Lateness(Duration.ofMinutes(beforeMeeting), Duration.ofMinutes(other)));
    }
}
