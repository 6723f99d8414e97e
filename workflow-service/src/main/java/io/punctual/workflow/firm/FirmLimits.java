package io.punctual.workflow.firm;

import io.punctual.ground.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the operator allows single firms. */
@ApplicationScoped
class FirmLimits {
    private static final String CHANGE = """
            INSERT INTO firm_limit AS l (firm_id, daily_messages, version, changed_at) VALUES (?, ?::integer, 1, ?)
            ON CONFLICT (firm_id) DO UPDATE SET daily_messages = excluded.daily_messages, version = l.version + 1,
                changed_at = excluded.changed_at
            WHERE l.version = ?
            """;

    private final Database database;

    FirmLimits(Database database) {
        this.database = database;
    }

    /**
     * A firm's own limit.
     *
     * @param dailyMessages null: the installation's default
     */
    record Limit(@Nullable Integer dailyMessages, int version) {}

    Optional<Limit> find(UUID firmId) {
        return database.first(
                "SELECT daily_messages, version FROM firm_limit WHERE firm_id = ?",
                row -> new Limit(row.integerOrNull("daily_messages"), row.integer("version")),
                firmId);
    }

    /** Whether the version was still the one seen, and the limit is changed now. */
    boolean change(UUID firmId, @Nullable Integer dailyMessages, int seen, Instant now) {
        return database.update(CHANGE, firmId, dailyMessages, now, seen) == 1;
    }
}
