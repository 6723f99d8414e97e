package io.punctual.ground.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.identity.Caller;
import io.punctual.ground.problem.Problem;
import io.punctual.ground.sql.Database;
import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IdempotencyTest {
    private static final Map<String, Object> BODY = Map.of("name", "Ada", "size", 1);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T09:00:00Z"));
    private final AtomicInteger effects = new AtomicInteger();
    private final String key = UUID.randomUUID().toString();

    @Inject
    KeptAnswers kept;

    @Inject
    ObjectMapper mapper;

    @Inject
    Database database;

    private record Known(UUID firmId, String actor) implements Caller {
        @Override
        public Optional<UUID> firm() {
            return Optional.of(firmId);
        }

        @Override
        public Optional<String> email() {
            return Optional.empty();
        }

        @Override
        public boolean hasRole(String role) {
            return false;
        }
    }

    @BeforeEach
    void makeTheTablesOfAService() throws SQLException {
        try (Connection connection = PostgresResource.ownerSource("test").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS idempotency_key (
                        firm_id uuid NOT NULL, caller text NOT NULL, operation text NOT NULL, key text NOT NULL,
                        body_hash bytea NOT NULL, status smallint NOT NULL, location text, etag text, body text,
                        created_at timestamptz NOT NULL,
                        CONSTRAINT idempotency_key_pk PRIMARY KEY (firm_id, caller, operation, key))""");
            statement.execute("CREATE TABLE IF NOT EXISTS thing (key text NOT NULL)");
            statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key, thing TO test_runtime");
            statement.execute("TRUNCATE idempotency_key, thing");
        }
    }

    private Idempotency of(String actor, UUID firm) {
        return new Idempotency(kept, mapper, new Known(firm, actor), clock);
    }

    private Idempotency acme() {
        return of("ada", new UUID(1, 1));
    }

    private Answer made() {
        write();
        int number = effects.incrementAndGet();
        return Answer.created("/api/v1/things/" + number, "\"" + number + "\"", Map.of("made_by_number", number));
    }

    private void write() {
        database.update("INSERT INTO thing VALUES (?)", key);
    }

    private int rows(String table) {
        return database.first("SELECT count(*) AS rows FROM " + table, row -> row.integer("rows"))
                .orElseThrow();
    }

    @Test
    void aRepeatedRequestGetsTheFirstAnswer() throws Exception {
        Answer first = acme().answer(key, BODY, "make", this::made);
        Answer again = acme().answer(key, BODY, "make", this::made);

        assertThat(again)
                .isEqualTo(first)
                .isEqualTo(new Answer(201, "/api/v1/things/1", "\"1\"", "{\"made_by_number\":1}"));
        assertThat(rows("thing")).isOne();
    }

    @Test
    void anAnswerWithoutABodyIsRepeatedToo() {
        Answer bare = new Answer(204, null, null, null);
        assertThat(acme().answer(key, new byte[] {1}, "make", () -> bare)).isEqualTo(bare);
        assertThat(acme().answer(key, new byte[] {1}, "make", this::made)).isEqualTo(bare);
    }

    @Test
    void anotherBodyIsRefused() {
        acme().answer(key, BODY, "make", this::made);

        Problem refusal = catchThrowableOfType(
                Problem.class, () -> acme().answer(key, Map.of("name", "Bob"), "make", this::made));
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.code()).isEqualTo("idempotency_key_reused");
        assertThat(effects).hasValue(1);
    }

    @Test
    void keysOfOtherFirmsCallersAndOperationsDoNotMeet() throws Exception {
        acme().answer(key, BODY, "make", this::made);
        of("ada", new UUID(2, 2)).answer(key, BODY, "make", this::made);
        of("bob", new UUID(1, 1)).answer(key, BODY, "make", this::made);
        acme().answer(key, BODY, "unmake", this::made);
        assertThat(rows("thing")).isEqualTo(4);
    }

    @Test
    void whileTheFirstStillRunsTheSecondIsRefused() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> acme().answer(key, BODY, "make", () -> {
            running.countDown();
            await(enough);
            return made();
        }));
        try {
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
            Problem refusal = catchThrowableOfType(Problem.class, () -> acme().answer(key, BODY, "make", this::made));
            assertThat(refusal.status()).isEqualTo(409);
            assertThat(refusal.code()).isEqualTo("idempotency_key_in_use");
        } finally {
            enough.countDown();
        }
        Answer answered = first.get(20, TimeUnit.SECONDS);
        assertThat(acme().answer(key, BODY, "make", this::made)).isEqualTo(answered);
        assertThat(rows("thing")).isOne();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody opened the latch");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anEffectThatFailsLeavesNeitherKeyNorTrace() throws Exception {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> acme().answer(key, BODY, "make", () -> {
                    write();
                    throw Problem.conflict("occupied", "Somebody sits there.");
                }));
        assertThat(rows("thing")).isZero();
        assertThat(rows("idempotency_key")).isZero();

        acme().answer(key, BODY, "make", this::made);
        assertThat(rows("thing")).isOne();
    }

    @Test
    void withoutAKeyEverythingIsDoneEachTime() throws Exception {
        acme().answer(null, BODY, "make", this::made);
        acme().answer(null, BODY, "make", this::made);
        assertThat(rows("thing")).isEqualTo(2);
        assertThat(rows("idempotency_key")).isZero();
    }

    @Test
    void keysAreBounded() {
        for (String bad : new String[] {"", " ", "a\nb", "x".repeat(256)}) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> acme().answer(bad, BODY, "make", this::made))
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo("invalid_idempotency_key"));
        }
        acme().answer("x".repeat(255), BODY, "make", this::made);
        assertThat(effects).hasValue(1);
    }

    @Test
    void afterADayAKeyIsNewAndPurgeForgetsIt() throws Exception {
        acme().answer(key, BODY, "make", this::made);
        clock.advance(Idempotency.KEPT.minusSeconds(1));
        assertThat(acme().purge(clock.instant().minus(Idempotency.KEPT))).isZero();
        clock.advance(Duration.ofSeconds(2));

        Answer second = acme().answer(key, Map.of("name", "Bob"), "make", this::made);
        assertThat(second.location()).isEqualTo("/api/v1/things/2");
        assertThat(rows("idempotency_key")).isOne();

        clock.advance(Idempotency.KEPT.plusSeconds(1));
        assertThat(acme().purge(clock.instant().minus(Idempotency.KEPT))).isOne();
        assertThat(rows("idempotency_key")).isZero();
    }
}
