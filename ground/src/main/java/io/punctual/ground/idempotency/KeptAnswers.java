package io.punctual.ground.idempotency;

import io.punctual.ground.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** The table {@code idempotency_key}, used inside the caller's transaction. */
@ApplicationScoped
class KeptAnswers {
    private final Database database;

    @Inject
    KeptAnswers(Database database) {
        this.database = database;
    }

    /** Which request of whom a key stands for. */
    record Slot(UUID firm, String caller, String operation, String key) {}

    /** What was answered first. */
    record Kept(String bodyHash, Answer answer) {}

    /** Takes the slot until the transaction ends; false where another transaction has it. */
    boolean lock(Slot slot) {
        return database.first(
                        "SELECT pg_try_advisory_xact_lock(hashtextextended(concat_ws(E'\\n', ?::text, ?, ?, ?), 7)) AS taken",
                        row -> row.bool("taken"),
                        slot.firm(),
                        slot.caller(),
                        slot.operation(),
                        slot.key())
                .orElse(false);
    }

    Optional<Kept> find(Slot slot, Instant notBefore) {
        return database.first(
                """
                SELECT body_hash, status, location, etag, body FROM idempotency_key
                WHERE firm_id = ? AND caller = ? AND operation = ? AND key = ? AND created_at >= ?""",
                row -> new Kept(
                        HexFormat.of().formatHex(row.bytes("body_hash")),
                        new Answer(
                                row.integer("status"),
                                row.textOrNull("location"),
                                row.textOrNull("etag"),
                                row.textOrNull("body"))),
                slot.firm(),
                slot.caller(),
                slot.operation(),
                slot.key(),
                notBefore);
    }

    void keep(Slot slot, String hash, Answer answer, Instant now) {
        // A row that is too old to answer may still wait for its purge.
        int written = database.update(
                """
                INSERT INTO idempotency_key
                  (firm_id, caller, operation, key, body_hash, status, location, etag, body, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (firm_id, caller, operation, key) DO UPDATE
                SET body_hash = excluded.body_hash, status = excluded.status, location = excluded.location,
                    etag = excluded.etag, body = excluded.body, created_at = excluded.created_at""",
                slot.firm(),
                slot.caller(),
                slot.operation(),
                slot.key(),
                HexFormat.of().parseHex(hash),
                answer.status(),
                answer.location(),
                answer.etag(),
                answer.body(),
                now);
        if (written != 1) {
            throw new IllegalStateException("An answer was not kept");
        }
    }

    int forget(Instant before) {
        return database.update("""
                DELETE FROM idempotency_key WHERE (firm_id, caller, operation, key) IN (
                  SELECT firm_id, caller, operation, key FROM idempotency_key WHERE created_at < ?
                  ORDER BY created_at LIMIT 1000)""", before);
    }
}
