package io.punctual.ground.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintsTest {
    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    record Texts(
            @PlainText @Nullable String plain,
            @EmailAddress @Nullable String email,
            @ZoneName @Nullable String zone,
            @LanguageTag @Nullable String language) {}

    private static boolean accepts(Texts texts) {
        return VALIDATOR.validate(texts).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Zoë Müller", "日本語 🎉", "a\u00a0b"})
    void plainTextIsOneLine(String text) {
        assertThat(accepts(new Texts(text, null, null, null))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r", "\u0000", "\t", "\u007f", "\u0085", "\u2028", "\u2029"})
    void plainTextHasNoControlCharacters(String text) {
        assertThat(accepts(new Texts(text, null, null, null))).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"ada@example.com", "a.b+c@sub.example.co", "o'brien@example.com", "zoë@münchen.example"})
    void addressesOfPeopleAreAccepted(String address) {
        assertThat(accepts(new Texts(null, address, null, null))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.com",
                "ada@",
                "ada@example",
                "ada@-example.com",
                "a..b@example.com",
                ".a@example.com",
                "Ada <ada@example.com>",
                "ada@example.com\n",
                "ada@example.com,bob@example.com",
                "\"ada b\"@example.com",
                "ada@[127.0.0.1]",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com"
            })
    void whatCouldBeReadOtherwiseIsNoAddress(String address) {
        assertThat(accepts(new Texts(null, address, null, null))).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires"})
    void zonesAreThoseOfTheDatabase(String zone) {
        assertThat(accepts(new Texts(null, null, zone, null))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "europe/berlin", "Mars/Olympus", "+01:00", "UTC+1", "Europe/Berlin "})
    void offsetsAndInventionsAreNoZones(String zone) {
        assertThat(accepts(new Texts(null, null, zone, null))).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"en", "en-GB", "de-DE", "zh-Hant-TW", "es-419"})
    void languagesAreTags(String tag) {
        assertThat(accepts(new Texts(null, null, null, tag))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e", "en_GB!", "-", "en--GB", "x-private", "english language"})
    void anythingElseIsNoLanguage(String tag) {
        assertThat(accepts(new Texts(null, null, null, tag))).isFalse();
    }
}
