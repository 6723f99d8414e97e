package io.punctual.workflow.firm;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
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

    private final AgroalDataSource dataSource;

    Firms(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The firm's profile; empty where no event has named the firm yet. */
    public Optional<FirmProfile> profile(UUID firmId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(PROFILE)) {
            statement.setObject(1, firmId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new FirmProfile(
                                firmId, row.getString("name"), row.getString("time_zone"), row.getString("locale")))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The firm's profile could not be read", e);
        }
    }

    /** What the firm may send mail from; {@link FirmSenders#NONE} where its admin has set nothing. */
    public FirmSenders senders(UUID firmId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(SENDERS)) {
            statement.setObject(1, firmId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new FirmSenders(row.getString("default_from"), List.of((String[])
                                row.getArray("senders").getArray()))
                        : FirmSenders.NONE;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The firm's senders could not be read", e);
        }
    }

    /** Makes the firm known where it is not yet; what any event tells of it is newer than this. */
    void addWhereUnknown(FirmProfile profile) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(ADD_PROFILE)) {
            statement.setObject(1, profile.firmId());
            statement.setString(2, profile.name());
            statement.setString(3, profile.timeZone());
            statement.setString(4, profile.locale());
            statement.setObject(5, Instant.EPOCH.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The firm could not be added", e);
        }
    }

    /**
     * Gives the firm default settings with these senders, where it has none.
     *
     * @param version 0 says that nothing was set by anybody
     */
    void addSettingsWhereMissing(UUID firmId, FirmSenders senders, int version, Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(ADD_SETTINGS)) {
            statement.setObject(1, firmId);
            statement.setString(2, senders.defaultFrom());
            statement.setArray(
                    3, connection.createArrayOf("text", senders.senders().toArray()));
            statement.setInt(4, version);
            statement.setObject(5, now.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The firm's settings could not be added", e);
        }
    }
}
