package io.punctual.workflow.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.event.Documents;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything somebody may try at the event door without the secret, with a stolen request, or with a secret for something else. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SignatureAttacksTest {
    private static final String DOOR = "/api/v1/events";
    private static final String SINGLE = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    /** Of the source urn:acme:crm, which speaks for Acme alone and is being rotated. */
    private static final String CRM_NEWEST = Signed.whsec("the-newest-secret-of-acme-crm");

    private static final String CRM_OLDER = Signed.whsec("the-older-secret-of-acme-crm!");
    private static final String GLOBEX = "00000000-0000-7000-8000-000000910be0";
    private static final String ID = "msg_1";

    @Inject
    MutableClock clock;

    private final ObjectNode event = Documents.created(UUID.randomUUID().toString());
    private final byte[] body = Documents.bytes(event);

    @Nested
    class Replay {
        @Test
        void aCapturedRequestSentAgainHasNoSecondEffect() {
            Instant now = clock.instant();
            String signature = Signed.signature(Signed.LOCAL_SECRET, ID, now, body);
            post(ID, seconds(now), signature, body).statusCode(202);
            for (int again = 0; again < 5; again++) {
                post(ID, seconds(now), signature, body).statusCode(200).body("code", equalTo("known"));
            }
            assertThat(stored()).isOne();
        }

        @ParameterizedTest
        @ValueSource(longs = {-300, -299, 0, 299, 300})
        void fiveMinutesEitherWayAreTolerated(long offset) {
            Instant then = clock.instant().plusSeconds(offset);
            post(ID, seconds(then), Signed.signature(Signed.LOCAL_SECRET, ID, then, body), body)
                    .statusCode(202);
        }

        @ParameterizedTest
        @ValueSource(longs = {-301, 301, -86_400, 86_400, -1_795_510_800, 900_000_000_000L})
        void whatIsOlderOrFromTheFutureIsRefusedHoweverWellItIsSigned(long offset) {
            Instant then = clock.instant().plusSeconds(offset);
            unsigned(post(ID, seconds(then), Signed.signature(Signed.LOCAL_SECRET, ID, then, body), body));
            assertThat(stored()).isZero();
        }

        @Test
        void aCapturedRequestDiesWithItsFiveMinutes() {
            Instant before = clock.instant();
            String signature = Signed.signature(Signed.LOCAL_SECRET, ID, before.minusSeconds(300), body);
            post(ID, seconds(before.minusSeconds(300)), signature, body).statusCode(202);
            // A second later it is too old, and a newer timestamp was not signed.
            String older = Signed.signature(Signed.LOCAL_SECRET, ID, before.minusSeconds(301), body);
            unsigned(post(ID, seconds(before.minusSeconds(301)), older, body));
            unsigned(post(ID, seconds(before), older, body));
        }
    }

    @Nested
    class Tampering {
        private final Instant now = Instant.parse("2026-11-24T09:00:00Z");
        private final SignatureCheck check = new SignatureCheck(List.of(
                new Source("urn:punctual:appointments", List.of(SigningSecret.parse(CRM_NEWEST)), Optional.empty())));
        private final String valid = Signed.signature(CRM_NEWEST, ID, now, body);

        @Test
        void everyByteOfTheBodyIsSigned() {
            for (int position = 0; position < body.length; position++) {
                byte[] tampered = body.clone();
                tampered[position] ^= (byte) (1 << (position % 8));
                assertThat(check.signers(Signed.of(ID, now, valid), tampered, now))
                        .as("byte %d", position)
                        .isEmpty();
            }
        }

        @Test
        void noByteMayBeAddedOrLeftOut() {
            for (byte[] tampered : List.of(
                    Arrays.copyOf(body, body.length - 1),
                    Arrays.copyOf(body, body.length + 1),
                    Arrays.copyOfRange(body, 1, body.length),
                    new byte[0])) {
                assertThat(check.signers(Signed.of(ID, now, valid), tampered, now))
                        .isEmpty();
            }
        }

        @Test
        void everyByteOfTheSignatureCounts() {
            byte[] hmac = Base64.getDecoder().decode(valid.substring(3));
            for (int position = 0; position < hmac.length; position++) {
                byte[] tampered = hmac.clone();
                tampered[position] ^= (byte) (1 << (position % 8));
                String forged = "v1," + Base64.getEncoder().encodeToString(tampered);
                assertThat(check.signers(Signed.of(ID, now, forged), body, now)).isEmpty();
            }
            for (int length = 0; length < hmac.length; length++) {
                String cut = "v1," + Base64.getEncoder().encodeToString(Arrays.copyOf(hmac, length));
                assertThat(check.signers(Signed.of(ID, now, cut), body, now)).isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"msg_2", "msg_", "msg_11", "MSG_1", "msg_1.", "msg_1 ", "msg_１"})
        void theIdIsSigned(String id) {
            assertThat(check.signers(Signed.of(id, now, valid), body, now)).isEmpty();
        }

        @Test
        void theTimestampIsSignedAsItIsWritten() {
            for (String other : List.of(seconds(now.plusSeconds(1)), "0" + seconds(now), seconds(now) + ".0")) {
                assertThat(check.signers(new Signature(ID, other, List.of(valid)), body, now))
                        .isEmpty();
            }
        }

        @Test
        void movingTheDotsBetweenThePartsMakesNoOtherEvent() {
            // What is signed is id.timestamp.body: an id that holds a timestamp lets the rest slide into the body,
            // which is then no JSON.
            String id = "msg_1." + seconds(now);
            String signature = Signed.signature(CRM_NEWEST, id, now, body);
            byte[] slid = (seconds(now) + "." + event).getBytes(StandardCharsets.UTF_8);
            assertThat(slid[0]).isNotEqualTo((byte) '{');
            assertThat(check.signers(Signed.of(ID, now, signature), body, now)).isEmpty();
        }

        @Test
        void whatWasTamperedWithIsRefusedAtTheDoorAndLeavesNothing() {
            Instant time = clock.instant();
            String signature = Signed.signature(Signed.LOCAL_SECRET, ID, time, body);
            byte[] other = event.toString().replace("ada@", "eve@").getBytes(StandardCharsets.UTF_8);
            other[other.length - 2] ^= 1;
            unsigned(post(ID, seconds(time), signature, other));
            unsigned(post("msg_2", seconds(time), signature, body));
            unsigned(post(ID, seconds(time.plusSeconds(1)), signature, body));
            assertThat(stored()).isZero();
        }
    }

    @Nested
    class Rotation {
        @Test
        void bothSecretsOpenTheDoorWhileTheyAreRotated() {
            event.put("source", "urn:acme:crm");
            byte[] own = Documents.bytes(event);
            post(ID, CRM_OLDER, own).statusCode(202);
            post("msg_2", CRM_NEWEST, own).statusCode(200);
        }

        @Test
        void aSecretThatWasRemovedOpensNothing() {
            Instant now = clock.instant();
            Signature older = Signed.by(CRM_OLDER, now, body);
            assertThat(holding(CRM_NEWEST, CRM_OLDER).signers(older, body, now)).isNotEmpty();
            assertThat(holding(CRM_NEWEST).signers(older, body, now)).isEmpty();
        }

        @Test
        void aPublisherMaySignWithBothAtOnce() {
            Instant now = clock.instant();
            String both = Signed.signature(Signed.whsec("a-secret-that-is-not-known-yet"), ID, now, body) + " "
                    + Signed.signature(Signed.LOCAL_SECRET, ID, now, body);
            post(ID, seconds(now), both, body).statusCode(202);
        }

        private SignatureCheck holding(String... secrets) {
            return new SignatureCheck(List.of(new Source(
                    "urn:acme:crm",
                    List.of(secrets).stream().map(SigningSecret::parse).toList(),
                    Optional.empty())));
        }
    }

    @Nested
    class Impersonation {
        @Test
        void aSecretIsGoodForItsOwnSourceAlone() {
            post(ID, CRM_NEWEST, body).statusCode(403).body("code", equalTo("source_not_allowed"));
            assertThat(stored()).isZero();
        }

        @Test
        void aSourceSpeaksForTheFirmsItIsBoundToAlone() {
            event.put("source", "urn:acme:crm");
            Documents.at(event, "data.firm").put("id", GLOBEX);
            post(ID, CRM_NEWEST, Documents.bytes(event)).statusCode(403).body("code", equalTo("firm_not_allowed"));
            assertThat(stored()).isZero();
        }

        @Test
        void aBatchIsNoWayAround() {
            event.put("source", "urn:acme:crm");
            Documents.at(event, "data.firm").put("id", GLOBEX);
            byte[] batch = Documents.bytes(JsonNodeFactory.instance.arrayNode().add(event));
            Instant now = clock.instant();
            request(ID, seconds(now), Signed.signature(CRM_NEWEST, ID, now, batch))
                    .header("Content-Type", BATCH)
                    .body(batch)
                    .post(DOOR)
                    .then()
                    .statusCode(200)
                    .body("items.status", equalTo(List.of(403)));
            assertThat(stored()).isZero();
        }

        @Test
        void noLoginReplacesASignature() {
            for (String user : List.of("admin@acme", "operator")) {
                unsigned(given().auth()
                        .preemptive()
                        .basic(user, "punctual")
                        .header("Content-Type", SINGLE)
                        .body(body)
                        .post(DOOR)
                        .then());
            }
        }
    }

    @Nested
    class Headers {
        @ParameterizedTest
        @ValueSource(strings = {"v2,", "v1a,", "V1,", "v1 ,", "v11,", ",", "", "v1,v1,", "v1,=", "hmac="})
        void onlyVersionOneCounts(String prefix) {
            Instant now = clock.instant();
            String bytes = Signed.signature(Signed.LOCAL_SECRET, ID, now, body).substring(3);
            unsigned(post(ID, seconds(now), prefix + bytes, body));
        }

        @Test
        void unknownVersionsBesideAValidOneAreIgnored() {
            Instant now = clock.instant();
            String valid = Signed.signature(Signed.LOCAL_SECRET, ID, now, body);
            post(ID, seconds(now), "v9,whatever v1a,AAAA garbage " + valid + " v1,", body)
                    .statusCode(202);
        }

        @Test
        void sixteenSignaturesAreComparedAndNoMore() {
            Instant now = clock.instant();
            String valid = Signed.signature(Signed.LOCAL_SECRET, ID, now, body);
            String fifteen = String.join(" ", Collections.nCopies(15, "v1,AAAA"));
            unsigned(post(ID, seconds(now), fifteen + " v1,BBBB " + valid, body));
            post(ID, seconds(now), fifteen + " " + valid, body).statusCode(202);
        }

        @Test
        void aSecondHeaderOfTheSameNameSmugglesNothing() {
            Instant now = clock.instant();
            String valid = Signed.signature(Signed.LOCAL_SECRET, ID, now, body);
            unsigned(door().header("webhook-id", ID, "msg_2")
                    .header("webhook-timestamp", seconds(now))
                    .header("webhook-signature", valid)
                    .post(DOOR)
                    .then());
            unsigned(door().header("webhook-id", ID)
                    .header("webhook-timestamp", seconds(now), seconds(now.plusSeconds(1)))
                    .header("webhook-signature", valid)
                    .post(DOOR)
                    .then());
            // Several signatures may come in several headers, as in one.
            door().header("webhook-id", ID)
                    .header("webhook-timestamp", seconds(now))
                    .header("webhook-signature", "v1,AAAA", valid)
                    .post(DOOR)
                    .then()
                    .statusCode(202);
        }

        @Test
        void missingOrEmptyHeadersAreNoSignature() {
            Instant now = clock.instant();
            String valid = Signed.signature(Signed.LOCAL_SECRET, ID, now, body);
            unsigned(door().header("webhook-timestamp", seconds(now))
                    .header("webhook-signature", valid)
                    .post(DOOR)
                    .then());
            unsigned(door().header("webhook-id", ID)
                    .header("webhook-signature", valid)
                    .post(DOOR)
                    .then());
            unsigned(door().header("webhook-id", ID)
                    .header("webhook-timestamp", seconds(now))
                    .post(DOOR)
                    .then());
            unsigned(post("", seconds(now), Signed.signature(Signed.LOCAL_SECRET, "", now, body), body));
        }

        @Test
        void headersThatAreLongOrStrangeAreRefusedWithoutAFaultOfOurs() throws IOException {
            String time = seconds(clock.instant());
            assertThat(raw(ID, time, "v1," + "A".repeat(15_000))).contains(" 401 ");
            assertThat(raw(ID, time, "v1,AAAA ".repeat(1_500))).contains(" 401 ");
            assertThat(raw("x".repeat(15_000), time, "v1,AAAA")).contains(" 401 ");
            assertThat(raw(ID, "9".repeat(15_000), "v1,AAAA")).contains(" 401 ");
            assertThat(raw("größe", time, "v1,ÄÄÄÄ")).contains(" 401 ");
            assertThat(raw("\u00ff\u00fe", "１７９５５１０８００", "v1,\u0080")).contains(" 401 ");
            assertThat(raw(ID, time, "v1," + "A".repeat(100_000))).contains(" 431");
            assertThat(raw("a\u0000b", time, "v1,AAAA")).contains(" 400");
        }
    }

    private static void unsigned(ValidatableResponse response) {
        response.statusCode(401).contentType("application/problem+json").body("code", equalTo("invalid_signature"));
    }

    private ValidatableResponse post(String id, String secret, byte[] content) {
        Instant now = clock.instant();
        return post(id, seconds(now), Signed.signature(secret, id, now, content), content);
    }

    private static ValidatableResponse post(String id, String timestamp, String signature, byte[] content) {
        return request(id, timestamp, signature)
                .header("Content-Type", SINGLE)
                .body(content)
                .post(DOOR)
                .then();
    }

    private RequestSpecification door() {
        return plain().header("Content-Type", SINGLE).body(body);
    }

    private static RequestSpecification request(String id, String timestamp, String signature) {
        return plain().header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", signature);
    }

    private static RequestSpecification plain() {
        return given().config(RestAssuredConfig.config()
                .encoderConfig(
                        EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false)));
    }

    /** What the server answers to headers that no client library sends. */
    private String raw(String id, String timestamp, String signature) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("POST " + DOOR + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + SINGLE
                        + "\r\nContent-Length: " + body.length + "\r\nwebhook-id: " + id + "\r\nwebhook-timestamp: "
                        + timestamp + "\r\nwebhook-signature: " + signature + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.toByteArray());
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readNBytes(40), StandardCharsets.ISO_8859_1);
        }
    }

    private static String seconds(Instant instant) {
        return Long.toString(instant.getEpochSecond());
    }

    private int stored() {
        return new OwnerDatabase("test")
                .query(
                        "SELECT count(*) AS events FROM received_event WHERE id = ?",
                        row -> row.integer("events"),
                        event.get("id").asText())
                .getFirst();
    }
}
