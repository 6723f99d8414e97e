package io.punctual.workflow.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.identity.LocalSecrets;
import io.punctual.workflow.secret.Keyring.Unreadable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringTest {
    private static final String OLD = key('a');
    private static final String NEW = key('b');
    private static final UUID FIRM = UUID.randomUUID();
    private static final SecretPlace PLACE = new SecretPlace(FIRM, "smtp_password", UUID.randomUUID());

    private static String key(char letter) {
        return Base64.getEncoder()
                .encodeToString(String.valueOf(letter).repeat(32).getBytes(StandardCharsets.US_ASCII));
    }

    private final Keyring keyring = Keyring.of(Map.of("old", OLD, "new", NEW), Optional.of("new"));

    @Property(tries = 300)
    void whatIsSealedOpensInItsPlace(@ForAll byte[] plain) throws Unreadable {
        Sealed envelope = keyring.seal(plain, PLACE);
        assertThat(envelope.keyId()).isEqualTo("new");
        assertThat(envelope.bytes()).hasSize(plain.length + 28);
        assertThat(keyring.open(envelope, PLACE)).isEqualTo(plain);
    }

    @Test
    void itOpensInNoOtherPlace() {
        Sealed envelope = keyring.seal(new byte[] {1, 2, 3}, PLACE);
        for (SecretPlace other : List.of(
                new SecretPlace(UUID.randomUUID(), PLACE.purpose(), PLACE.recordId()),
                new SecretPlace(FIRM, "webhook_secret", PLACE.recordId()),
                new SecretPlace(FIRM, PLACE.purpose(), UUID.randomUUID()),
                new SecretPlace(PLACE.recordId(), PLACE.purpose(), FIRM))) {
            assertThatThrownBy(() -> keyring.open(envelope, other)).isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void aSingleBitChangedAnywhereIsNoticed() {
        Sealed envelope = keyring.seal("canary".getBytes(StandardCharsets.UTF_8), PLACE);
        for (int bit = 0; bit < envelope.bytes().length * 8; bit++) {
            byte[] changed = envelope.bytes().clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> keyring.open(new Sealed("new", changed), PLACE))
                    .isInstanceOf(Unreadable.class)
                    .hasMessageNotContaining("canary");
        }
        assertThatThrownBy(() -> keyring.open(new Sealed("old", envelope.bytes()), PLACE))
                .isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> keyring.open(new Sealed("gone", envelope.bytes()), PLACE))
                .isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> keyring.open(new Sealed("new", new byte[12]), PLACE))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void noNonceComesTwice() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            byte[] envelope = keyring.seal(new byte[0], PLACE).bytes();
            nonces.add(Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(envelope, 12)));
        }
        assertThat(nonces).hasSize(10_000);
    }

    @Test
    void anOlderKeyStillOpensWhatItSealed() throws Unreadable {
        Sealed envelope = Keyring.of(Map.of("old", OLD), Optional.empty()).seal(new byte[] {7}, PLACE);
        assertThat(envelope.keyId()).isEqualTo("old");
        assertThat(keyring.open(envelope, PLACE)).containsExactly(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "no Base64!", "Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5LWNhbmFyeQ=="})
    void aWrongKeyIsToldWithoutShowingIt(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keyring.of(Map.of("k1", key), Optional.empty()))
                .withMessageContaining("punctual.secrets.keys.k1")
                .satisfies(e -> assertThat(e.getMessage()).matches(text -> key.isEmpty() || !text.contains(key)))
                .withNoCause();
    }

    @Test
    void theCurrentKeyHasToBeOneOfThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keyring.of(Map.of("old", OLD), Optional.of("new")))
                .withMessageContaining("[old]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keyring.of(Map.of("old", OLD, "new", NEW), Optional.empty()))
                .withMessageContaining("punctual.secrets.current");
        assertThat(Keyring.of(Map.of(), Optional.empty()).current()).isEmpty();
        assertThatThrownBy(() -> Keyring.of(Map.of(), Optional.empty()).seal(new byte[0], PLACE))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theLaptopsKeyIsRefusedUnderAnyName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keys.refuseLaptopKey(
                        Keyring.of(Map.of("mine", NEW, "other", LocalSecrets.SECRETS_KEY), Optional.of("mine"))))
                .withMessageNotContaining(LocalSecrets.SECRETS_KEY);
        Keys.refuseLaptopKey(keyring);
    }

    @Test
    void keysComeFromMountedFilesToo(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("keys"), "# mounted\n\nfile = " + NEW + "\n");
        assertThat(Keys.read(config(Map.of("old", OLD), "file", file)).current())
                .contains("file");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keys.read(config(Map.of("file", OLD), "file", file)))
                .withMessageContaining("twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keys.read(config(Map.of(), "file", directory.resolve("none"))));
        Path bad = Files.writeString(directory.resolve("bad"), NEW.replace("=", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keys.read(config(Map.of(), "file", bad)))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(NEW.substring(0, 10)));
    }

    private static SecretsConfig config(Map<String, String> keys, String current, Path file) {
        return new SecretsConfig() {
            @Override
            public Map<String, String> keys() {
                return keys;
            }

            @Override
            public Optional<String> current() {
                return Optional.of(current);
            }

            @Override
            public Optional<List<Path>> keyFile() {
                return Optional.of(List.of(file));
            }
        };
    }

    @Test
    void aSecretShowsItselfToNobodyWhoDoesNotAsk() throws Exception {
        record Holder(String user, Secret password) {}
        Secret secret = new Secret("canary-s3cret");
        ObjectMapper json = new ObjectMapper();
        assertThat(secret + " " + new Holder("u", secret) + json.writeValueAsString(new Holder("u", secret)))
                .doesNotContain("canary");
        assertThat(json.readValue("\"canary-s3cret\"", Secret.class)).isEqualTo(secret);
        assertThat(secret.reveal()).isEqualTo("canary-s3cret");
    }
}
