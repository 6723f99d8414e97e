package io.punctual.workflow.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
    private static final String SECRET = Signed.whsec("a-secret-of-at-least-24-bytes");
    private static final UUID ACME = UUID.fromString("00000000-0000-7000-8000-00000000ac3e");
    private static final UUID GLOBEX = UUID.fromString("00000000-0000-7000-8000-000000910be0");

    @Test
    void aSourceForAllFirmsSpeaksForEachOfThem() {
        Source source = read(configured("urn:acme:crm", SECRET, "*")).getFirst();

        assertThat(source.uri()).isEqualTo("urn:acme:crm");
        assertThat(source.speaksFor(ACME)).isTrue();
        assertThat(source.speaksFor(GLOBEX)).isTrue();
    }

    @Test
    void aSourceBoundToFirmsSpeaksForThemAlone() {
        Source source = read(configured("urn:acme:crm", SECRET, ACME.toString().toUpperCase(Locale.ROOT)))
                .getFirst();

        assertThat(source.speaksFor(ACME)).isTrue();
        assertThat(source.speaksFor(GLOBEX)).isFalse();
    }

    @Test
    void twoSecretsAreValidAtOnceAndNoThird() {
        assertThat(read(configured("urn:a", SECRET + ", " + SECRET, "*"))
                        .getFirst()
                        .secrets())
                .hasSize(2);
        assertRefused(configured("urn:a", SECRET + "," + SECRET + "," + SECRET, "*"), "crm.secrets has 3 secrets");
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 32, 64})
    void secretsHave24To64Bytes(int length) {
        assertThat(read(configured("urn:a", Signed.whsec("s".repeat(length)), "*")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 65})
    void aSecretOfAnotherLengthIsRefusedWithItsLength(int length) {
        assertRefused(
                configured("urn:a", Signed.whsec("s".repeat(length)), "*"),
                "punctual.intake.sources.crm.secrets[0] has " + length + " bytes, not 24 to 64");
    }

    @Test
    void aSecretThatIsNotBase64IsRefusedWithoutShowingIt() {
        assertRefused(configured("urn:a", "whsec_not%base64", "*"), "secrets[0] is not base64");
        assertThatIllegalStateException()
                .isThrownBy(() -> read(configured("urn:a", "whsec_not%base64", "*")))
                .withMessageNotContaining("not%base64");
    }

    @Test
    void aSecretWithoutItsPrefixIsRefused() {
        assertRefused(configured("urn:a", SECRET.substring(6), "*"), "secrets[0] does not begin with whsec_");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertRefused(
                configured(null, null, null),
                "crm.source is missing",
                "crm.secrets is missing",
                "crm.firms is missing");
    }

    @Test
    void aFirmThatIsNoIdIsNamed() {
        assertRefused(configured("urn:a", SECRET, ACME + ",acme"), "crm.firms holds \"acme\"");
        assertRefused(configured("urn:a", SECRET, "1-1-1-1-1"), "crm.firms holds \"1-1-1-1-1\"");
        assertRefused(configured("urn:a", SECRET, "*," + ACME), "crm.firms holds \"*\"");
    }

    @Test
    void theSecretOfTheLocalProfileIsRefusedInProduction() {
        IntakeConfig.SourceConfig config = configured("urn:a", Signed.LOCAL_SECRET, "*");

        assertThat(Sources.read(Map.of("crm", config), true)).hasSize(1);
        assertRefused(config, "crm.secrets[0] is the publicly known secret of the local profile");
    }

    @Test
    void noSourceIsNoFault() {
        assertThat(Sources.read(Map.of(), false)).isEmpty();
    }

    private static List<Source> read(IntakeConfig.SourceConfig config) {
        return Sources.read(Map.of("crm", config), false);
    }

    private static void assertRefused(IntakeConfig.SourceConfig config, String... messages) {
        assertThatIllegalStateException()
                .isThrownBy(() -> read(config))
                .satisfies(e -> assertThat(e.getMessage()).contains(messages));
    }

    private static IntakeConfig.SourceConfig configured(
            @Nullable String source, @Nullable String secrets, @Nullable String firms) {
        return new IntakeConfig.SourceConfig() {
            @Override
            public Optional<String> source() {
                return Optional.ofNullable(source);
            }

            @Override
            public Optional<List<String>> secrets() {
                return list(secrets);
            }

            @Override
            public Optional<List<String>> firms() {
                return list(firms);
            }
        };
    }

    private static Optional<List<String>> list(@Nullable String text) {
        return Optional.ofNullable(text).map(value -> Arrays.asList(value.split(",", -1)));
    }
}
