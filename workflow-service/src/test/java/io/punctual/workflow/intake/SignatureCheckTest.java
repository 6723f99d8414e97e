package io.punctual.workflow.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final byte[] BODY = "{\"name\":\"Zoë\"}".getBytes(StandardCharsets.UTF_8);
    private static final String NEWEST = Signed.whsec("the-newest-secret-of-acme-crm");
    private static final String OLDER = Signed.whsec("the-older-secret-of-acme-crm!");
    private static final String OTHERS = Signed.whsec("a-secret-of-somebody-else-xyz");

    private final Source acme = source("urn:acme:crm", NEWEST, OLDER);
    private final Source other = source("urn:other", OTHERS);
    private final SignatureCheck check = new SignatureCheck(List.of(acme, other));

    @Test
    void theSecretTellsWhoSigned() {
        assertThat(check.signers(Signed.by(NEWEST, NOW, BODY), BODY, NOW)).containsExactly(acme);
        assertThat(check.signers(Signed.by(OTHERS, NOW, BODY), BODY, NOW)).containsExactly(other);
    }

    @Test
    void bothSecretsAreValidWhileTheyAreRotated() {
        assertThat(check.signers(Signed.by(OLDER, NOW, BODY), BODY, NOW)).containsExactly(acme);
    }

    @Test
    void oneValidSignatureAmongSeveralIsEnough() {
        Signature signature = Signed.of(
                "msg_1", NOW, "v1a,ed25519isnotours", "v1,bm90IHZhbGlk", Signed.signature(OLDER, "msg_1", NOW, BODY));

        assertThat(check.signers(signature, BODY, NOW)).containsExactly(acme);
    }

    @Test
    void anUnknownSecretSignsNothing() {
        assertThat(check.signers(Signed.by(Signed.LOCAL_SECRET, NOW, BODY), BODY, NOW))
                .isEmpty();
    }

    @Test
    void aChangedBodyIsNotSigned() {
        Signature signature = Signed.by(NEWEST, NOW, BODY);
        byte[] tampered = BODY.clone();
        tampered[9] ^= 1;

        assertThat(check.signers(signature, tampered, NOW)).isEmpty();
        assertThat(check.signers(signature, new byte[0], NOW)).isEmpty();
    }

    @Test
    void anotherIdIsNotSigned() {
        Signature signature = Signed.of("msg_2", NOW, Signed.signature(NEWEST, "msg_1", NOW, BODY));

        assertThat(check.signers(signature, BODY, NOW)).isEmpty();
    }

    @Test
    void anotherTimestampIsNotSigned() {
        Signature signature = Signed.of("msg_1", NOW.plusSeconds(1), Signed.signature(NEWEST, "msg_1", NOW, BODY));

        assertThat(check.signers(signature, BODY, NOW)).isEmpty();
    }

    @Test
    void fiveMinutesEitherWayAreTolerated() {
        assertThat(check.signers(Signed.by(NEWEST, NOW.minusSeconds(300), BODY), BODY, NOW))
                .isNotEmpty();
        assertThat(check.signers(Signed.by(NEWEST, NOW.plusSeconds(300), BODY), BODY, NOW))
                .isNotEmpty();
    }

    @Test
    void aReplayAfterFiveMinutesIsRefused() {
        Signature signature = Signed.by(NEWEST, NOW, BODY);

        assertThat(check.signers(signature, BODY, NOW.plusSeconds(301))).isEmpty();
    }

    @Test
    void aSignatureFromTheFutureIsRefused() {
        assertThat(check.signers(Signed.by(NEWEST, NOW.plusSeconds(301), BODY), BODY, NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-1", "1.5", "99999999999999999999", "0x10", " 1795510800", "١٢٣"})
    void aTimestampThatIsNoneIsRefused(String timestamp) {
        Signature signature = new Signature("msg_1", timestamp, List.of(Signed.signature(NEWEST, "msg_1", NOW, BODY)));

        assertThat(check.signers(signature, BODY, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "v1,", "v1,%%%", "v2,AAAA", ",", "v1,AAAA", "garbage"})
    void aSignatureThatIsNoneIsRefused(String text) {
        assertThat(check.signers(Signed.of("msg_1", NOW, text), BODY, NOW)).isEmpty();
    }

    @Test
    void missingHeadersAreNoSignature() {
        String valid = Signed.signature(NEWEST, "msg_1", NOW, BODY);

        assertThat(check.signers(Signed.of("", NOW, valid), BODY, NOW)).isEmpty();
        assertThat(check.signers(new Signature("msg_1", "", List.of(valid)), BODY, NOW))
                .isEmpty();
        assertThat(check.signers(Signed.of("msg_1", NOW), BODY, NOW)).isEmpty();
    }

    @Test
    void aSchemeOfAnotherVersionDoesNotCountEvenWithTheRightBytes() {
        String v2 = Signed.signature(NEWEST, "msg_1", NOW, BODY).replace("v1,", "v2,");

        assertThat(check.signers(Signed.of("msg_1", NOW, v2), BODY, NOW)).isEmpty();
    }

    @Test
    void aBodyThatIsNotTextIsCheckedAsItCame() {
        byte[] body = {(byte) 0xff, 0, (byte) 0xfe};
        byte[] hmac = SigningSecret.parse(NEWEST).sign("msg_1", Long.toString(NOW.getEpochSecond()), body);
        Signature signature =
                Signed.of("msg_1", NOW, "v1," + Base64.getEncoder().encodeToString(hmac));

        assertThat(check.signers(signature, body, NOW)).containsExactly(acme);
        assertThat(check.signers(signature, new byte[] {(byte) 0xfe, 0, (byte) 0xff}, NOW))
                .isEmpty();
    }

    @Test
    void sourcesMayShareASecretAndTheEventSaysWhichItIs() {
        Source twin = source("urn:acme:website", NEWEST);

        assertThat(new SignatureCheck(List.of(acme, twin)).signers(Signed.by(NEWEST, NOW, BODY), BODY, NOW))
                .containsExactly(acme, twin);
    }

    @Test
    void withoutSourcesNothingIsSigned() {
        assertThat(new SignatureCheck(List.of()).signers(Signed.by(NEWEST, NOW, BODY), BODY, NOW))
                .isEmpty();
    }

    private static Source source(String uri, String... secrets) {
        return new Source(
                uri, List.of(secrets).stream().map(SigningSecret::parse).toList(), Optional.empty());
    }
}
