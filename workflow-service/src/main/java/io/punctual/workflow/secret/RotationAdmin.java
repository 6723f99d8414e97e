package io.punctual.workflow.secret;

import io.punctual.ground.tenancy.Acting;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** What the operator does with the keys. */
@ApplicationScoped
class RotationAdmin {
    private final Secrets secrets;
    private final Keyring keyring;

    RotationAdmin(Secrets secrets, Keyring keyring) {
        this.secrets = secrets;
        this.keyring = keyring;
    }

    /**
     * What a rotation did.
     *
     * @param currentKey the key that all is sealed with now
     * @param rotated how many were sealed anew
     * @param unreadable how many could not be opened, and were left as they are
     * @param remaining how many still are sealed with another key, the unreadable ones among them
     */
    record Rotation(String currentKey, long rotated, long unreadable, long remaining) {}

    /**
     * Seals everything with the current key, batch by batch, each in a transaction of its own. Safe to repeat, to kill and to run
     * twice at once.
     *
     * @throws IllegalStateException where there is no current key
     */
    Rotation rotate() {
        String current = keyring.current()
                .orElseThrow(() -> new IllegalStateException("There is no current key: set punctual.secrets.keys"));
        long rotated = 0;
        long unreadable = 0;
        @Nullable SecretPlace after = Secrets.FIRST;
        while (after != null) {
            SecretPlace from = after;
            Secrets.Batch batch =
                    Acting.asEngine(() -> QuarkusTransaction.requiringNew().call(() -> secrets.rotate(from)));
            rotated += batch.rotated();
            unreadable += batch.unreadable();
            after = batch.last();
        }
        long remaining = Acting.asEngine(() -> QuarkusTransaction.requiringNew().call(secrets::stale));
        return new Rotation(current, rotated, unreadable, remaining);
    }
}
