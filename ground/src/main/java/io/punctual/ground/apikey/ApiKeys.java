package io.punctual.ground.apikey;

import io.punctual.ground.paging.PageRequest;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code api_key}. */
@ApplicationScoped
class ApiKeys {
    private static final String COLUMNS =
            "firm_id, id, prefix, name, role, created_by, created_at, expires_at, last_used_at, revoked_at, revoked_by";

    private final Database database;

    ApiKeys(Database database) {
        this.database = database;
    }

    void insert(ApiKey key, byte[] hash) {
        database.update(
                """
                INSERT INTO api_key (firm_id, id, prefix, hash, name, role, created_by, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                key.firmId(),
                key.id(),
                key.prefix(),
                hash,
                key.name(),
                key.role(),
                key.createdBy(),
                key.createdAt(),
                key.expiresAt());
    }

    /** How many of the firm's keys are good. */
    long good(UUID firmId, Instant now) {
        return database.first(
                        "SELECT count(*) AS good FROM api_key WHERE firm_id = ? AND revoked_at IS NULL AND expires_at > ?",
                        row -> row.bigint("good"),
                        firmId,
                        now)
                .orElse(0L);
    }

    /** The firm's keys, newest first. */
    List<ApiKey> list(UUID firmId, PageRequest page) {
        String select = "SELECT " + COLUMNS + " FROM api_key WHERE firm_id = ?";
        String order = " ORDER BY id DESC LIMIT " + page.fetchSize();
        return page.after()
                .map(cursor -> database.query(select + " AND id < ?" + order, ApiKeys::key, firmId, cursor.uuid(0)))
                .orElseGet(() -> database.query(select + order, ApiKeys::key, firmId));
    }

    Optional<ApiKey> find(UUID firmId, UUID id) {
        return database.first(
                "SELECT " + COLUMNS + " FROM api_key WHERE firm_id = ? AND id = ?", ApiKeys::key, firmId, id);
    }

    /** False where it was revoked before. */
    boolean revoke(UUID firmId, UUID id, Instant now, String by) {
        return database.update(
                        "UPDATE api_key SET revoked_at = ?, revoked_by = ? WHERE firm_id = ? AND id = ? AND revoked_at IS NULL",
                        now,
                        by,
                        firmId,
                        id)
                == 1;
    }

    /**
     * The key that has this hash, whoever's it is. For the engine. The prefix alone leads to its row, and the hash is compared in
     * constant time, so that no answer comes the sooner for a good guess.
     */
    Optional<ApiKey> proven(String prefix, byte[] hash) {
        return database
                .query(
                        "SELECT " + COLUMNS + ", hash FROM api_key WHERE prefix = ?",
                        row -> MessageDigest.isEqual(row.bytes("hash"), hash)
                                ? Optional.of(key(row))
                                : Optional.<ApiKey>empty(),
                        prefix)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Notes when keys were used, at most once a minute each. What another replica is noting at the moment is left to it. For the
     * engine.
     */
    void used(List<LastUses.Use> uses) {
        database.update(
                """
                UPDATE api_key k SET last_used_at = seen.at
                FROM (SELECT o.firm_id, o.id, u.at
                      FROM unnest(?::text[]::uuid[], ?::text[]::uuid[], ?::text[]::timestamptz[]) AS u (firm_id, id, at)
                      JOIN api_key o ON o.firm_id = u.firm_id AND o.id = u.id
                          AND (o.last_used_at IS NULL OR o.last_used_at <= u.at - interval '1 minute')
                      FOR UPDATE OF o SKIP LOCKED) seen
                WHERE k.firm_id = seen.firm_id AND k.id = seen.id""",
                texts(uses.stream().map(use -> use.firmId().toString()).toList()),
                texts(uses.stream().map(use -> use.id().toString()).toList()),
                texts(uses.stream().map(use -> use.at().toString()).toList()));
    }

    private static String[] texts(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static ApiKey key(Row row) throws SQLException {
        return new ApiKey(
                row.uuid("firm_id"),
                row.uuid("id"),
                row.text("prefix"),
                row.text("name"),
                row.text("role"),
                row.text("created_by"),
                row.instant("created_at"),
                row.instant("expires_at"),
                row.instantOrNull("last_used_at"),
                row.instantOrNull("revoked_at"),
                row.textOrNull("revoked_by"));
    }
}
