package io.punctual.workflow.firm;

import io.punctual.ground.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is known of each firm. Reads join the transaction that is open, and need none. */
@ApplicationScoped
public class Firms {
    private static final String PROFILE = "SELECT name, time_zone, locale FROM firm WHERE firm_id = ?";
    private static final String SENDERS = "SELECT default_from, senders FROM firm_settings WHERE firm_id = ?";
    private static final String ADD_PROFILE = """
            INSERT INTO firm (firm_id, name, time_zone, locale, profile_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String ADD_SETTINGS = """
            INSERT INTO firm_settings (firm_id, default_from, senders, version, updated_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private final Database database;

    Firms(Database database) {
        this.database = database;
    }

    /** The firm's profile; empty where no event has named the firm yet. */
    public Optional<FirmProfile> profile(UUID firmId) {
        return database.first(
                PROFILE,
                row -> new FirmProfile(firmId, row.text("name"), row.text("time_zone"), row.text("locale")),
                firmId);
    }

    /** What the firm may send mail from; {@link FirmSenders#NONE} where its admin has set nothing. */
    public FirmSenders senders(UUID firmId) {
        return database.first(
                        SENDERS,
                        row -> new FirmSenders(row.textOrNull("default_from"), List.of(row.texts("senders"))),
                        firmId)
                .orElse(FirmSenders.NONE);
    }

    /** Makes the firm known where it is not yet; what any event tells of it is newer than this. */
    void addWhereUnknown(FirmProfile profile) {
        database.update(
                ADD_PROFILE, profile.firmId(), profile.name(), profile.timeZone(), profile.locale(), Instant.EPOCH);
    }

    /**
     * Gives the firm default settings with these senders, where it has none.
     *
     * @param version 0 says that nothing was set by anybody
     * @return whether it had none
     */
    boolean addSettingsWhereMissing(UUID firmId, FirmSenders senders, int version, Instant now) {
        return database.update(
                        ADD_SETTINGS,
                        firmId,
                        senders.defaultFrom(),
                        senders.senders().toArray(String[]::new),
                        version,
                        now)
                == 1;
    }
}
