package io.punctual.ground.apikey;

import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.id.Ids;
import io.punctual.ground.identity.Roles;
import io.punctual.ground.paging.Cursor;
import io.punctual.ground.paging.Page;
import io.punctual.ground.paging.PageRequest;
import io.punctual.ground.problem.Faults;
import io.punctual.ground.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;

/** What a firm's admin does with keys. */
@ApplicationScoped
public class ApiKeyAdmin {
    private final ApiKeys keys;
    private final ApiKeyConfig config;
    private final AuditTrail trail;
    private final Event<KeyRevoked> revocations;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    ApiKeyAdmin(ApiKeys keys, ApiKeyConfig config, AuditTrail trail, Event<KeyRevoked> revocations, Clock clock) {
        this.keys = keys;
        this.config = config;
        this.trail = trail;
        this.revocations = revocations;
        this.clock = clock;
    }

    /** A key and its text, which is known now and never again. */
    record Made(ApiKey key, KeyText text) {}

    /** Names what is wrong with a wish for a key. */
    void check(NewApiKey wish, Faults faults) {
        if (!faults.has("role") && !List.of(Roles.STAFF, Roles.ADMIN).contains(wish.role())) {
            faults.add("role", "unknown_value", "Must be one of " + Roles.STAFF + ", " + Roles.ADMIN + ".");
        }
        Instant now = clock.instant();
        Instant end = wish.expiresAt();
        if (end != null && (!end.isAfter(now) || end.isAfter(now.plus(config.maxLifetime())))) {
            faults.add(
                    "expires_at",
                    "out_of_range",
                    "Must be in the future, and at most " + config.maxLifetime().toDays() + " days from now.");
        }
    }

    /**
     * Makes a key.
     *
     * @throws Problem 409 {@code too_many_keys} where the firm has as many as it may have
     */
    @Transactional
    Made create(UUID firmId, NewApiKey wish, String actor) {
        Instant now = now();
        if (keys.good(firmId, now) >= config.maxPerFirm()) {
            throw Problem.conflict(
                    "too_many_keys",
                    "A firm has at most " + config.maxPerFirm() + " keys that are good: revoke one first.");
        }
        KeyText text = KeyText.make(random);
        Instant end = wish.expiresAt() == null
                ? now.plus(config.lifetime())
                : wish.expiresAt().truncatedTo(ChronoUnit.MICROS);
        ApiKey key = new ApiKey(
                firmId, Ids.next(), text.prefix(), wish.name(), wish.role(), actor, now, end, null, null, null);
        keys.insert(key, text.hash());
        trail.record(firmId, fact("api_key_created", key, now));
        return new Made(key, text);
    }

    /** The firm's keys, newest first, revoked and expired ones too. */
    @Transactional
    Page<ApiKey> list(UUID firmId, PageRequest page) {
        return Page.of(keys.list(firmId, page), page, key -> Cursor.of(key.id()));
    }

    /** One of the firm's keys. */
    @Transactional
    ApiKey read(UUID firmId, UUID id) {
        return keys.find(firmId, id).orElseThrow(Problem::notFound);
    }

    /**
     * Revokes a key for good; one that is revoked already stays as it is.
     *
     * @param ifCurrent is handed the present version and refuses to go on where the caller expected another
     */
    @Transactional
    void revoke(UUID firmId, UUID id, String actor, IntConsumer ifCurrent) {
        ApiKey key = read(firmId, id);
        ifCurrent.accept(key.version());
        Instant now = now();
        if (keys.revoke(firmId, id, now, actor)) {
            revocations.fire(new KeyRevoked(id));
            trail.record(firmId, fact("api_key_revoked", key, now));
        }
    }

    private static Fact fact(String type, ApiKey key, Instant now) {
        return new Fact(
                type,
                "api_key",
                key.id().toString(),
                now,
                Map.of(
                        "prefix", key.prefix(),
                        "name", key.name(),
                        "role", key.role(),
                        "expires_at", key.expiresAt().toString()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
