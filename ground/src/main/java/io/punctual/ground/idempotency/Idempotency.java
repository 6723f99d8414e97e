package io.punctual.ground.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.punctual.ground.idempotency.KeptAnswers.Kept;
import io.punctual.ground.idempotency.KeptAnswers.Slot;
import io.punctual.ground.identity.Caller;
import io.punctual.ground.problem.Problem;
import io.punctual.ground.tenancy.Scope;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a repeated POST with its first answer. The key is written in the transaction of the effect, so that after a crash
 * either both exist or neither.
 */
@ApplicationScoped
public class Idempotency {
    /** How long an answer is kept. */
    public static final Duration KEPT = Duration.ofHours(24);

    private static final int MAX_KEY = 255;

    private final KeptAnswers kept;
    private final ObjectMapper mapper;
    private final Caller caller;
    private final Clock clock;

    /** Keeps answers in the application's database. */
    @Inject
    public Idempotency(KeptAnswers kept, ObjectMapper mapper, Caller caller, Clock clock) {
        this.kept = kept;
        this.mapper = mapper.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Does something once for each key, or repeats the answer it had. Without a key it is simply done, without a statement or a
     * transaction of ours. What refuses by an exception is not kept.
     *
     * @param key the header {@code Idempotency-Key}, or null
     * @param body the request as bytes, or as the record that was read of it
     * @param operation what is done, as {@code book_appointment}; keys of different operations do not meet
     * @throws Problem 409 {@code idempotency_key_in_use} while the first is still running, 422 {@code idempotency_key_reused}
     *     for another body, 422 {@code invalid_idempotency_key}
     */
    public Answer answer(@Nullable String key, Object body, String operation, Supplier<Answer> effect) {
        if (key == null) {
            return effect.get();
        }
        if (key.isBlank() || key.length() > MAX_KEY || key.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(
                    "Idempotency-Key",
                    "invalid_idempotency_key",
                    "An idempotency key has 1 to " + MAX_KEY + " characters.");
        }
        Slot slot = new Slot(caller.firm().orElse(Scope.NO_FIRM), caller.actor(), operation, key);
        String hash = hash(body);
        return QuarkusTransaction.joiningExisting().call(() -> once(slot, hash, effect));
    }

    private Answer once(Slot slot, String hash, Supplier<Answer> effect) {
        if (!kept.lock(slot)) {
            throw Problem.conflict("idempotency_key_in_use", "The first request with this key is still running.");
        }
        Instant now = clock.instant();
        Optional<Kept> first = kept.find(slot, now.minus(KEPT));
        if (first.isPresent()) {
            if (!first.get().bodyHash().equals(hash)) {
                throw Problem.invalid(
                        "Idempotency-Key", "idempotency_key_reused", "This key was used for another request.");
            }
            return first.get().answer();
        }
        Answer answer = effect.get();
        Answer written = new Answer(
                answer.status(), answer.location(), answer.etag(), answer.body() == null ? null : json(answer.body()));
        kept.keep(slot, hash, written, now);
        return written;
    }

    /**
     * Forgets a batch of answers from before an instant; call again while it returns more than zero.
     *
     * @return how many were forgotten, at most 1000
     */
    public int purge(Instant before) {
        return QuarkusTransaction.joiningExisting().call(() -> kept.forget(before));
    }

    private String hash(Object body) {
        byte[] bytes = body instanceof byte[] raw ? raw : json(body).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String json(Object body) {
        try {
            return mapper.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
