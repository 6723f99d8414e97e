package io.punctual.ground.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Keys that were checked a moment ago, by their hash, so that a request costs no look at the database. */
@ApplicationScoped
class VerifiedKeys {
    private record Checked(ApiKey key, Instant at) {}

    private final LinkedHashMap<String, Checked> checked = new LinkedHashMap<>();
    private final ApiKeyConfig config;
    private final Clock clock;
    private long revocations;

    @Inject
    VerifiedKeys(ApiKeyConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** The key with this hash, where it was checked a moment ago. */
    synchronized Optional<ApiKey> find(byte[] hash) {
        Checked found = checked.get(name(hash));
        return found != null && clock.instant().isBefore(found.at().plus(config.believed()))
                ? Optional.of(found.key())
                : Optional.empty();
    }

    /** Read before the database is: what is read then may be revoked meanwhile. */
    synchronized long revocations() {
        return revocations;
    }

    /** Believes a key from now on, unless one was revoked since. */
    synchronized void add(byte[] hash, ApiKey key, long revocationsBefore) {
        if (revocations != revocationsBefore) {
            return;
        }
        checked.putLast(name(hash), new Checked(key, clock.instant()));
        if (checked.size() > config.remembered()) {
            checked.pollFirstEntry();
        }
    }

    synchronized void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) KeyRevoked revoked) {
        revocations++;
        checked.values().removeIf(one -> one.key().id().equals(revoked.id()));
    }

    private static String name(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
