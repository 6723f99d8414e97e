package io.punctual.workflow.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.sql.OwnerDatabase;
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
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EventDoorTest {
    private static final String SINGLE = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String CRM_OLDER = Signed.whsec("the-older-secret-of-acme-crm!");
    private static final String GLOBEX = "00000000-0000-7000-8000-000000910be0";

    @Inject
    Clock clock;

    @Test
    void aNewEventIsAcceptedAndCommitted() throws Exception {
        ObjectNode event = fresh();

        post(SINGLE, Documents.bytes(event))
                .statusCode(202)
                .contentType("application/json")
                .body("id", equalTo(event.get("id").asText()))
                .body("status", equalTo(202))
                .body("code", equalTo("accepted"))
                .body("errors", nullValue());
        assertThat(storedWithId(event.get("id").asText())).isOne();
    }

    @Test
    void theSameEventAgainHasNoEffect() {
        ObjectNode event = fresh();
        post(SINGLE, Documents.bytes(event)).statusCode(202);

        post(SINGLE, event.put("tracestate", "other=1").toPrettyString().getBytes(StandardCharsets.UTF_8))
                .statusCode(200)
                .body("code", equalTo("known"));
    }

    @Test
    void theSameIdWithAnotherBodyIsAConflict() {
        ObjectNode event = fresh();
        post(SINGLE, Documents.bytes(event)).statusCode(202);
        Documents.at(event, "data.contact").put("name", "Somebody Else");

        problem(post(SINGLE, Documents.bytes(event)), 409, "event_conflict");
    }

    @Test
    void parametersOfTheMediaTypeAreTolerated() {
        post("application/CloudEvents+json; charset=UTF-8", Documents.bytes(fresh()))
                .statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "application/octet-stream", "garbage", "a/b/c"})
    void anotherMediaTypeIsRefused(String type) {
        problem(post(type, Documents.bytes(fresh())), 415, "unsupported_media_type");
    }

    @Test
    void withoutASignatureThereIsNothingButThat() {
        problem(plain(SINGLE, Documents.bytes(fresh())).post("/api/v1/events").then(), 401, "invalid_signature");
        problem(
                plain("text/plain", "{".getBytes(StandardCharsets.UTF_8))
                        .post("/api/v1/events")
                        .then(),
                401,
                "invalid_signature");
        problem(plain(SINGLE, new byte[300 * 1024]).post("/api/v1/events").then(), 401, "invalid_signature");
        problem(given().post("/api/v1/events").then(), 401, "invalid_signature");
    }

    @Test
    void aLoginIsNoSignature() {
        problem(
                plain(SINGLE, Documents.bytes(fresh()))
                        .auth()
                        .preemptive()
                        .basic("admin@acme", "punctual")
                        .post("/api/v1/events")
                        .then(),
                401,
                "invalid_signature");
    }

    @Test
    void aWrongLoginDoesNotHarmASignedEvent() {
        byte[] body = Documents.bytes(fresh());

        signed(Signed.LOCAL_SECRET, SINGLE, body)
                .auth()
                .preemptive()
                .basic("nobody", "wrong")
                .post("/api/v1/events")
                .then()
                .statusCode(202);
        signed(Signed.LOCAL_SECRET, SINGLE, body)
                .header("Authorization", "Bearer nonsense")
                .post("/api/v1/events")
                .then()
                .statusCode(200);
    }

    @Test
    void aSignatureOfAnUnknownSecretIsNone() {
        byte[] body = Documents.bytes(fresh());

        problem(
                signed(Signed.whsec("a-secret-that-nobody-here-knows"), SINGLE, body)
                        .post("/api/v1/events")
                        .then(),
                401,
                "invalid_signature");
    }

    @Test
    void aSignatureOfAnotherBodyIsNone() {
        byte[] body = Documents.bytes(fresh());
        Instant now = clock.instant();

        problem(
                plain(SINGLE, Documents.bytes(fresh()))
                        .header("webhook-id", "msg_1")
                        .header("webhook-timestamp", now.getEpochSecond())
                        .header("webhook-signature", Signed.signature(Signed.LOCAL_SECRET, "msg_1", now, body))
                        .post("/api/v1/events")
                        .then(),
                401,
                "invalid_signature");
    }

    @Test
    void aReplayAfterFiveMinutesIsRefused() {
        byte[] body = Documents.bytes(fresh());
        Instant before = clock.instant().minusSeconds(305);

        problem(
                plain(SINGLE, body)
                        .header("webhook-id", "msg_1")
                        .header("webhook-timestamp", before.getEpochSecond())
                        .header("webhook-signature", Signed.signature(Signed.LOCAL_SECRET, "msg_1", before, body))
                        .post("/api/v1/events")
                        .then(),
                401,
                "invalid_signature");
    }

    @Test
    void severalSignaturesMayComeInOneHeaderOrInSeveral() {
        byte[] body = Documents.bytes(fresh());
        Instant now = clock.instant();
        String valid = Signed.signature(Signed.LOCAL_SECRET, "msg_1", now, body);

        plain(SINGLE, body)
                .header("webhook-id", "msg_1")
                .header("webhook-timestamp", now.getEpochSecond())
                .header("webhook-signature", "v1,AAAA v1a,BBBB " + valid)
                .post("/api/v1/events")
                .then()
                .statusCode(202);
        plain(SINGLE, body)
                .header("webhook-id", "msg_1")
                .header("webhook-timestamp", now.getEpochSecond())
                .header("webhook-signature", "v1,AAAA", valid)
                .post("/api/v1/events")
                .then()
                .statusCode(200);
    }

    @Test
    void aSourceSpeaksForItselfAlone() {
        byte[] body = Documents.bytes(fresh().put("source", "urn:acme:crm"));

        problem(post(SINGLE, body), 403, "source_not_allowed");
    }

    @Test
    void aSourceSpeaksForItsFirmsAlone() {
        ObjectNode event = fresh().put("source", "urn:acme:crm");
        signed(CRM_OLDER, SINGLE, Documents.bytes(event))
                .post("/api/v1/events")
                .then()
                .statusCode(202);
        Documents.at(event.put("id", "another"), "data.firm").put("id", GLOBEX);

        problem(
                signed(CRM_OLDER, SINGLE, Documents.bytes(event))
                        .post("/api/v1/events")
                        .then(),
                403,
                "firm_not_allowed");
        eventually(() -> refusedTo("urn:acme:crm") > 0);
    }

    @Test
    void malformedJsonIsABadRequest() {
        problem(post(SINGLE, "{\"id\":".getBytes(StandardCharsets.UTF_8)), 400, "malformed_json");
        problem(post(SINGLE, new byte[0]), 400, "malformed_json");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        ObjectNode event = fresh().put("specversion", "0.3");
        Documents.at(event, "data.appointment").put("start_time", "soon");
        Documents.at(event, "data.firm").remove("locale");

        problem(post(SINGLE, Documents.bytes(event)), 422, "invalid_request")
                .body(
                        "errors.field",
                        containsInAnyOrder("specversion", "data.appointment.start_time", "data.firm.locale"));
    }

    @Test
    void anUnknownTypeHasItsOwnCode() {
        problem(post(SINGLE, Documents.bytes(fresh().put("type", "com.example.other"))), 422, "unknown_event_type");
    }

    @Test
    void anEventThatIsTooLargeIsRefused() {
        byte[] body = Documents.bytes(fresh().put("padding", "x".repeat(256 * 1024)));

        problem(post(SINGLE, body), 413, "event_too_large");
    }

    @Test
    void anEventOfExactlyTheLimitIsTaken() {
        ObjectNode event = fresh().put("padding", "");
        int missing = 256 * 1024 - Documents.bytes(event).length;

        post(SINGLE, Documents.bytes(event.put("padding", "x".repeat(missing)))).statusCode(202);
    }

    @Test
    void aBatchThatIsTooLargeIsRefused() {
        problem(post(BATCH, new byte[1024 * 1024 + 1]), 413, "batch_too_large");
    }

    @ParameterizedTest
    @ValueSource(ints = {1024 * 1024 + 1, 1200 * 1024, 2 * 1024 * 1024})
    void aClientThatSendsTooMuchInChunksHearsOfIt(int size) throws Exception {
        byte[] body = new byte[size];
        Instant now = clock.instant();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/api/v1/events"))
                .header("Content-Type", BATCH)
                .header("webhook-id", "msg_1")
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", Signed.signature(Signed.LOCAL_SECRET, "msg_1", now, body))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();

        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void aBatchWithTooManyEventsIsRefused() {
        ArrayNode batch = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 501; i++) {
            batch.add(i);
        }

        problem(post(BATCH, Documents.bytes(batch)), 413, "too_many_events");
    }

    @Test
    void aBatchTellsOfEachEventInItsOrder() {
        ObjectNode known = fresh();
        post(SINGLE, Documents.bytes(known)).statusCode(202);
        ObjectNode changed = known.deepCopy();
        Documents.at(changed, "data.staff").put("name", "Somebody Else");
        ObjectNode bad = fresh();
        Documents.at(bad, "data").put("sequence", 0);
        ArrayNode batch = JsonNodeFactory.instance
                .arrayNode()
                .add(fresh())
                .add(known)
                .add(changed)
                .add(bad)
                .add(fresh().put("source", "urn:acme:crm"))
                .add(7)
                .add(fresh().put("padding", "x".repeat(256 * 1024)))
                .add(fresh());

        post(BATCH, Documents.bytes(batch))
                .statusCode(202)
                .body("items.status", equalTo(List.of(202, 200, 409, 422, 403, 422, 413, 202)))
                .body(
                        "items.code",
                        equalTo(List.of(
                                "accepted",
                                "known",
                                "event_conflict",
                                "invalid_request",
                                "source_not_allowed",
                                "wrong_type",
                                "event_too_large",
                                "accepted")))
                .body("items[1].id", equalTo(known.get("id").asText()))
                .body("items[3].errors.field", equalTo(List.of("data.sequence")))
                .body("items[5].id", nullValue());
    }

    @Test
    void aBatchWithNothingNewIsAnswered200() {
        ObjectNode event = fresh();
        post(SINGLE, Documents.bytes(event)).statusCode(202);

        post(BATCH, Documents.bytes(JsonNodeFactory.instance.arrayNode().add(event)))
                .statusCode(200)
                .body("items", hasSize(1));
        post(BATCH, "[]".getBytes(StandardCharsets.UTF_8)).statusCode(200).body("items", empty());
    }

    @Test
    void whatIsRefusedIsNotStored() throws Exception {
        ObjectNode event = fresh();
        Documents.at(event, "data").put("sequence", 0);
        post(SINGLE, Documents.bytes(event)).statusCode(422);

        assertThat(storedWithId(event.get("id").asText())).isZero();
    }

    @Test
    void whatPostgresqlCannotKeepIsTakenAllTheSame() {
        ObjectNode event = fresh();
        Documents.at(event, "data.contact").put("name", "a\u0000b\r\nd\ud83d\ude00");
        byte[] body = event.toString().replace("\\r", "\\ud800").getBytes(StandardCharsets.UTF_8);

        post(SINGLE, body).statusCode(202);
        problem(post(SINGLE, Documents.bytes(fresh().put("id", "a\u0000"))), 422, "invalid_request");
    }

    @Test
    void theDescriptionOfTheServiceNamesTheDoor() {
        given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/events'.post.operationId", equalTo("receiveEvents"))
                .body("paths.'/api/v1/events'.post.requestBody.content.size()", equalTo(2))
                .body("components.schemas.LifecycleEvent.required.size()", equalTo(7));
    }

    @Test
    void theBatchFormIsNotTheSingleForm() {
        problem(post(BATCH, Documents.bytes(fresh())), 422, "wrong_type");
        problem(
                post(
                        SINGLE,
                        Documents.bytes(JsonNodeFactory.instance.arrayNode().add(fresh()))),
                422,
                "wrong_type");
    }

    @Test
    void thereIsNothingToRead() {
        given().get("/api/v1/events").then().statusCode(405);
    }

    @Test
    void whateverTheClientAcceptsItGetsItsAnswer() {
        signed(Signed.LOCAL_SECRET, SINGLE, Documents.bytes(fresh()))
                .accept("text/html")
                .post("/api/v1/events")
                .then()
                .statusCode(202)
                .contentType("application/json");
    }

    private static int storedWithId(String id) {
        return new OwnerDatabase("test")
                .query("SELECT count(*) AS events FROM received_event WHERE id = ?", row -> row.integer("events"), id)
                .getFirst();
    }

    private static ObjectNode fresh() {
        return Documents.created(UUID.randomUUID().toString());
    }

    private ValidatableResponse post(String type, byte[] body) {
        return signed(Signed.LOCAL_SECRET, type, body).post("/api/v1/events").then();
    }

    private static int refusedTo(String source) {
        return new OwnerDatabase("test")
                .query(
                        "SELECT count(*) AS refusals FROM audit_event WHERE firm_id = '00000000-0000-0000-0000-000000000000'"
                                + " AND event_type = 'access_denied' AND actor = ? AND metadata->>'credential' = 'signature'",
                        row -> row.integer("refusals"),
                        source)
                .getFirst();
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private RequestSpecification signed(String secret, String type, byte[] body) {
        Instant now = clock.instant();
        String id = "msg_" + UUID.randomUUID();
        return plain(type, body)
                .header("webhook-id", id)
                .header("webhook-timestamp", now.getEpochSecond())
                .header("webhook-signature", Signed.signature(secret, id, now, body));
    }

    private static RequestSpecification plain(String type, byte[] body) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Content-Type", type)
                .body(body);
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("detail", notNullValue());
    }
}
