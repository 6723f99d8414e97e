package io.punctual.workflow.firm;

import io.punctual.ground.id.Ids;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Firms' sender addresses and whether they were confirmed. Statements join the transaction that is open. */
@ApplicationScoped
class Senders {
    private static final String LISTED = "SELECT * FROM sender WHERE firm_id = ? AND listed ORDER BY lower(address)";
    private static final String FIND = "SELECT * FROM sender WHERE firm_id = ? AND id = ? AND listed";
    private static final String CONFIRMED =
            "SELECT lower(address) AS address FROM sender WHERE firm_id = ? AND listed AND verified_at IS NOT NULL";
    private static final String LIST = """
            INSERT INTO sender AS s (firm_id, id, address, listed, verified_at, created_at) VALUES (?, ?, ?, true, ?, ?)
            ON CONFLICT (firm_id, lower(address)) DO UPDATE SET listed = true, address = excluded.address,
                verified_at = coalesce(s.verified_at, excluded.verified_at), token_hash = NULL, token_expires = NULL
            WHERE NOT s.listed
            """;
    private static final String UNLIST = """
            UPDATE sender SET listed = false, verified_at = NULL, token_hash = NULL, token_expires = NULL
            WHERE firm_id = ? AND listed AND lower(address) <> ALL (?)
            """;
    private static final String ISSUE = """
            UPDATE sender SET token_hash = ?, token_expires = ?, mails = mails + 1, mailed_at = ?, mail_error = NULL
            WHERE firm_id = ? AND id = ? AND listed AND verified_at IS NULL
            """;
    private static final String MAILED_SINCE =
            "SELECT count(*) AS mailed FROM sender WHERE firm_id = ? AND mailed_at > ?";
    private static final String FAILED = "UPDATE sender SET mail_error = ? WHERE firm_id = ? AND id = ?";
    private static final String CONFIRM = """
            UPDATE sender SET verified_at = ?, token_hash = NULL, token_expires = NULL
            WHERE firm_id = ? AND id = ? AND token_hash = ? AND token_expires > ? AND listed
            """;

    private final Database database;

    Senders(Database database) {
        this.database = database;
    }

    /** All addresses on the firm's list. */
    List<Sender> listed(UUID firmId) {
        return database.query(LISTED, Senders::sender, firmId);
    }

    /** An address on the firm's list. */
    Optional<Sender> find(UUID firmId, UUID id) {
        return database.first(FIND, Senders::sender, firmId, id);
    }

    /** The confirmed addresses on the firm's list, in lower case. */
    Set<String> confirmed(UUID firmId) {
        return database.query(CONFIRMED, row -> row.text("address"), firmId).stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Makes the list hold exactly these; what comes anew is confirmed from {@code verifiedAt} on, or pending where that is null. */
    void match(UUID firmId, Collection<String> addresses, @Nullable Instant verifiedAt, Instant now) {
        String[] kept = addresses.stream()
                .map(address -> address.toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
        database.update(UNLIST, firmId, kept);
        for (String address : addresses) {
            database.update(LIST, firmId, Ids.next(), address, verifiedAt, now);
        }
    }

    /** Gives a pending address a new link; the one before is void. */
    void issue(UUID firmId, UUID id, byte[] tokenHash, Instant expires, Instant now) {
        database.update(ISSUE, tokenHash, expires, now, firmId, id);
    }

    /** How many of the firm's addresses were mailed since an instant. */
    long mailedSince(UUID firmId, Instant since) {
        return database.first(MAILED_SINCE, row -> row.bigint("mailed"), firmId, since)
                .orElse(0L);
    }

    /** Remembers why the last mail was not sent. */
    void mailFailed(UUID firmId, UUID id, String error) {
        database.update(FAILED, error, firmId, id);
    }

    /** Confirms the address that this link was made for; false where the link is used up, expired or replaced. */
    boolean confirm(UUID firmId, UUID id, byte[] tokenHash, Instant now) {
        return database.update(CONFIRM, now, firmId, id, tokenHash, now) == 1;
    }

    private static Sender sender(Row row) throws SQLException {
        return new Sender(
                row.uuid("firm_id"),
                row.uuid("id"),
                row.text("address"),
                row.instantOrNull("verified_at"),
                row.instantOrNull("token_expires"),
                row.integer("mails"),
                row.instantOrNull("mailed_at"),
                row.textOrNull("mail_error"),
                row.instant("created_at"));
    }
}
