package io.punctual.workflow.secret;

import io.punctual.ground.problem.Problem;
import io.punctual.ground.sql.Database;
import io.punctual.workflow.secret.Keyring.Unreadable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The credentials of firms, sealed. Statements join the transaction that is open. */
@Singleton
public final class Secrets {
    private static final Logger LOG = Logger.getLogger(Secrets.class);
    private static final String PUT = """
            INSERT INTO credential (firm_id, purpose, record_id, key_id, sealed, updated_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (firm_id, purpose, record_id)
            DO UPDATE SET key_id = excluded.key_id, sealed = excluded.sealed, updated_at = excluded.updated_at
            """;
    private static final String GET =
            "SELECT key_id, sealed FROM credential WHERE firm_id = ? AND purpose = ? AND record_id = ?";
    private static final String REMOVE = "DELETE FROM credential WHERE firm_id = ? AND purpose = ? AND record_id = ?";
    private static final String STALE = """
            SELECT firm_id, purpose, record_id, key_id, sealed FROM credential
            WHERE key_id <> ? AND (firm_id, purpose, record_id) > (?, ?, ?)
            ORDER BY firm_id, purpose, record_id LIMIT 100 FOR UPDATE SKIP LOCKED
            """;
    private static final String RESEAL =
            "UPDATE credential SET key_id = ?, sealed = ? WHERE firm_id = ? AND purpose = ? AND record_id = ?";
    private static final String COUNT_STALE = "SELECT count(*) AS stale FROM credential WHERE key_id <> ?";

    private final Database database;
    private final Keyring keyring;

    @Inject
    Secrets(Database database, Keyring keyring) {
        this.database = database;
        this.keyring = keyring;
    }

    /**
     * Refuses where nothing can be sealed.
     *
     * @throws Problem 503 {@code secrets_not_configured}
     */
    public void requireKey() {
        if (keyring.current().isEmpty()) {
            throw Problem.of(
                    503,
                    "secrets_not_configured",
                    "This installation has no key to store credentials with; its operator has to set one.");
        }
    }

    /**
     * Stores a secret in its place; what was there is gone.
     *
     * @throws Problem 503 {@code secrets_not_configured}
     */
    public void put(SecretPlace place, Secret secret, Instant now) {
        requireKey();
        Sealed envelope = keyring.seal(secret.reveal().getBytes(StandardCharsets.UTF_8), place);
        database.update(
                PUT, place.firmId(), place.purpose(), place.recordId(), envelope.keyId(), envelope.bytes(), now);
    }

    /** The secret in a place; empty where there is none, or none that can be opened, which is logged. */
    public Optional<Secret> get(SecretPlace place) {
        return database.first(
                        GET,
                        row -> new Sealed(row.text("key_id"), row.bytes("sealed")),
                        place.firmId(),
                        place.purpose(),
                        place.recordId())
                .flatMap(envelope -> open(envelope, place));
    }

    /** Removes what is in a place. */
    public void remove(SecretPlace place) {
        database.update(REMOVE, place.firmId(), place.purpose(), place.recordId());
    }

    private Optional<Secret> open(Sealed envelope, SecretPlace place) {
        try {
            return Optional.of(new Secret(new String(keyring.open(envelope, place), StandardCharsets.UTF_8)));
        } catch (Unreadable e) {
            LOG.errorf(
                    "%s of %s of firm %s cannot be opened: %s",
                    place.purpose(), place.recordId(), place.firmId(), e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * What one batch of a rotation did.
     *
     * @param last where to go on; null where there is nothing more
     */
    record Batch(int rotated, int unreadable, @Nullable SecretPlace last) {}

    /** Seals one batch after {@code after} anew, with the current key. What somebody else has locked is left to them. */
    Batch rotate(SecretPlace after) {
        String current = keyring.current().orElseThrow();
        List<Stored> stale = database.query(
                STALE,
                row -> new Stored(
                        new SecretPlace(row.uuid("firm_id"), row.text("purpose"), row.uuid("record_id")),
                        new Sealed(row.text("key_id"), row.bytes("sealed"))),
                current,
                after.firmId(),
                after.purpose(),
                after.recordId());
        int rotated = 0;
        for (Stored one : stale) {
            Optional<Secret> opened = open(one.envelope(), one.place());
            if (opened.isPresent()) {
                Sealed anew = keyring.seal(opened.get().reveal().getBytes(StandardCharsets.UTF_8), one.place());
                SecretPlace place = one.place();
                rotated += database.update(
                        RESEAL, anew.keyId(), anew.bytes(), place.firmId(), place.purpose(), place.recordId());
            }
        }
        return new Batch(
                rotated,
                stale.size() - rotated,
                stale.isEmpty() ? null : stale.getLast().place());
    }

    /** How many are sealed with another key than the current one. */
    long stale() {
        return database.first(
                        COUNT_STALE,
                        row -> row.bigint("stale"),
                        keyring.current().orElseThrow())
                .orElse(0L);
    }

    private record Stored(SecretPlace place, Sealed envelope) {}

    /** Before every place. */
    static final SecretPlace FIRST = new SecretPlace(new UUID(0, 0), "", new UUID(0, 0));
}
