package io.punctual.workflow.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.problem.Problem;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.test.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RotationTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final String OLD = key('o');
    private static final String NEW = key('n');
    private static final Keyring BEFORE = Keyring.of(Map.of("old", OLD), Optional.empty());
    private static final Keyring AFTER = Keyring.of(Map.of("old", OLD, "new", NEW), Optional.of("new"));

    @Inject
    Database database;

    private final List<SecretPlace> places = new ArrayList<>();

    private static String key(char letter) {
        return Base64.getEncoder()
                .encodeToString(String.valueOf(letter).repeat(32).getBytes(StandardCharsets.US_ASCII));
    }

    private Secrets with(Keyring keyring) {
        return new Secrets(database, keyring);
    }

    private void store(int count) {
        for (int i = 0; i < count; i++) {
            SecretPlace place = new SecretPlace(UUID.randomUUID(), "smtp_password", UUID.randomUUID());
            places.add(place);
            Acting.forFirm(
                    place.firmId(), () -> with(BEFORE).put(place, new Secret("secret of " + place.recordId()), NOW));
        }
    }

    private RotationAdmin.Rotation rotate(Keyring keyring) {
        return new RotationAdmin(with(keyring), keyring).rotate();
    }

    /** Rotation is for all firms: what other tests left, under other keys, would be counted with ours. */
    @BeforeEach
    void nothingElseIsStored() {
        new OwnerDatabase("test").update("DELETE FROM credential");
    }

    @AfterEach
    void removeAll() {
        places.forEach(place -> Acting.forFirm(place.firmId(), () -> with(AFTER).remove(place)));
    }

    @Test
    void everythingIsSealedAnewAndOpensWithTheNewKeyAlone() {
        store(250);

        RotationAdmin.Rotation first = rotate(AFTER);
        RotationAdmin.Rotation second = rotate(AFTER);

        assertThat(first).isEqualTo(new RotationAdmin.Rotation("new", 250, 0, 0));
        assertThat(second).isEqualTo(new RotationAdmin.Rotation("new", 0, 0, 0));
        Secrets without = with(Keyring.of(Map.of("new", NEW), Optional.empty()));
        for (SecretPlace place : places) {
            assertThat(Acting.forFirm(place.firmId(), () -> without.get(place)))
                    .contains(new Secret("secret of " + place.recordId()));
        }
    }

    @Test
    void whatNoKeyOpensIsLeftAsItIsAndSaid() {
        store(3);
        Keyring gone = Keyring.of(Map.of("new", NEW), Optional.empty());

        assertThat(rotate(gone)).isEqualTo(new RotationAdmin.Rotation("new", 0, 3, 3));
        assertThat(rotate(AFTER).remaining()).isZero();
    }

    @Test
    void rotationsAtOnceDoEachSecretOnceAndLoseNone() throws Exception {
        store(400);
        List<Callable<RotationAdmin.Rotation>> both = List.of(() -> rotate(AFTER), () -> rotate(AFTER));
        long rotated = 0;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<RotationAdmin.Rotation> one : executor.invokeAll(both)) {
                rotated += one.get().rotated();
            }
        }
        assertThat(rotated + rotate(AFTER).rotated()).isEqualTo(400);
        for (SecretPlace place : places) {
            assertThat(Acting.forFirm(place.firmId(), () -> with(AFTER).get(place)))
                    .isPresent();
        }
    }

    @Test
    void aRotationThatDiesHalfwayIsSimplyRepeated() {
        store(120);
        Assertions.assertThatRuntimeException()
                .isThrownBy(() ->
                        Acting.asEngine(() -> QuarkusTransaction.requiringNew().run(() -> {
                            with(AFTER).rotate(Secrets.FIRST);
                            throw new IllegalStateException("killed before the commit");
                        })));
        assertThat(rotate(AFTER)).isEqualTo(new RotationAdmin.Rotation("new", 120, 0, 0));
    }

    @Test
    void anotherFirmsScopeSeesNothing() {
        store(1);
        SecretPlace place = places.getFirst();
        assertThat(Acting.forFirm(UUID.randomUUID(), () -> with(AFTER).get(place)))
                .isEmpty();
        assertThat(Acting.asOperator(() -> {
                    try {
                        return with(AFTER).get(place);
                    } catch (RuntimeException e) {
                        return Optional.<Secret>empty();
                    }
                }))
                .isEmpty();
    }

    @Test
    void withoutAKeyStoringIsRefusedInWords() {
        Secrets none = with(Keyring.of(Map.of(), Optional.empty()));
        Assertions.assertThatThrownBy(() -> none.requireKey()).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.code()).isEqualTo("secrets_not_configured");
        });
    }
}
