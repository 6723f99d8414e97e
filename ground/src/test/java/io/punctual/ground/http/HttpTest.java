package io.punctual.ground.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HttpTest {
    private static final String PROBLEM = "application/problem+json";

    private static RequestSpecification staff() {
        return given().auth().preemptive().basic("staff@acme", "punctual").contentType("application/json");
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status, String code) {
        return response.statusCode(status).contentType(PROBLEM).body("code", equalTo(code), "status", equalTo(status));
    }

    @Test
    void whoeverSaysNothingIsAskedForCredentialsWhereverTheyGo() {
        for (String path : new String[] {"/api/v1/things", "/nowhere", "/q/metrics", "/"}) {
            problem(given().accept("text/html").get(path).then(), 401, "unauthorized")
                    .header("WWW-Authenticate", "Bearer");
        }
    }

    @Test
    void wrongCredentialsAreRefused() {
        problem(
                given().auth()
                        .preemptive()
                        .basic("staff@acme", "wrong")
                        .get("/api/v1/things")
                        .then(),
                401,
                "unauthorized");
        problem(
                given().auth()
                        .preemptive()
                        .basic("nobody", "punctual")
                        .get("/nowhere")
                        .then(),
                401,
                "unauthorized");
        problem(
                given().header("Authorization", "Bearer x.y.z")
                        .get("/api/v1/things")
                        .then(),
                401,
                "unauthorized");
        problem(
                given().header("Authorization", "Basic ???")
                        .get("/api/v1/things")
                        .then(),
                401,
                "unauthorized");
    }

    @Test
    void unknownPathsAreNotFoundForWhoeverIsKnown() {
        problem(staff().get("/nowhere").then(), 404, "not_found");
        problem(staff().get("/api/v1/things/no-uuid").then(), 404, "not_found");
        problem(staff().get("/q/nowhere").then(), 404, "not_found");
    }

    @Test
    void rolesAreKept() {
        problem(
                given().auth()
                        .preemptive()
                        .basic("operator", "punctual")
                        .get("/api/v1/things")
                        .then(),
                403,
                "forbidden");
        problem(staff().get("/api/v1/things/forgotten").then(), 403, "forbidden");
        problem(staff().get("/q/metrics").then(), 403, "forbidden");
        given().auth()
                .preemptive()
                .basic("admin@acme", "punctual")
                .get("/api/v1/things")
                .then()
                .statusCode(200);
    }

    @Test
    void theCallerIsWhoTheIdentitySays() {
        given().auth()
                .preemptive()
                .basic("portal@acme", "punctual")
                .get("/api/v1/things/me")
                .then()
                .statusCode(200)
                .body(
                        "firm",
                        equalTo("00000000-0000-7000-8000-00000000ac3e"),
                        "email",
                        equalTo("portal@acme.example"),
                        "staff",
                        equalTo(false));
        problem(
                given().auth()
                        .preemptive()
                        .basic("operator", "punctual")
                        .get("/api/v1/things/me")
                        .then(),
                403,
                "no_firm");
    }

    @Test
    void methodsAndMediaTypesAreNamed() {
        problem(staff().delete("/api/v1/things").then(), 405, "method_not_allowed");
        problem(
                staff().contentType("text/plain")
                        .body("x")
                        .post("/api/v1/things")
                        .then(),
                415,
                "unsupported_media_type");
        problem(staff().accept("image/png").get("/api/v1/things").then(), 406, "not_acceptable");
    }

    @Test
    void malformedJsonIsABadRequest() {
        for (String body : new String[] {
            "{", "nonsense", "{\"size\":1,\"size\":2}", "{} {}", "[".repeat(100), "{\"thing_name\":\"\u0001\"}"
        }) {
            problem(staff().body(body).post("/api/v1/things").then(), 400, "malformed_json");
        }
    }

    @Test
    void everyFaultOfABodyIsNamedAtOnce() {
        problem(staff().body("""
                                {"thing_name": "far too long a name", "colour": "dark_blue", "size": 1.5, "other_id": "x", "made_at": 5,
                                 "thing_nam": 1, "parts": [{"part_name": 5, "delay_minutes": "5"}, {"delay": 1}, 7]}""").post("/api/v1/things").then(), 422, "invalid_request")
                .body(
                        "errors.field",
                        containsInAnyOrder(
                                "thing_name",
                                "colour",
                                "size",
                                "other_id",
                                "made_at",
                                "thing_nam",
                                "parts[0].part_name",
                                "parts[0].delay_minutes",
                                "parts[1].delay",
                                "parts[2]"))
                .body("errors.find { it.field == 'colour' }.message", equalTo("Must be one of dark_red, blue."))
                .body("errors.find { it.field == 'thing_nam' }.message", containsString("did you mean thing_name?"))
                .body(
                        "errors.code",
                        hasItems("too_long", "unknown_value", "wrong_type", "wrong_format", "unknown_field"));
        problem(staff().body("[]").post("/api/v1/things").then(), 422, "invalid_request");
        problem(staff().body("null").post("/api/v1/things").then(), 422, "required");
        problem(staff().body("{}").post("/api/v1/things").then(), 422, "invalid_request")
                .body("errors.field", containsInAnyOrder("thing_name", "colour", "size"));
        problem(
                        staff().body("{\"thing_name\":\"a\\u0000\"}")
                                .post("/api/v1/things")
                                .then(),
                        422,
                        "invalid_request")
                .body("errors.code", hasItems("control_character"));
    }

    @Test
    void aResourceAddsItsOwnFaults() {
        problem(
                        staff().body("{\"thing_name\": 5, \"colour\": \"blue\", \"size\": 1}")
                                .post("/api/v1/things/checked")
                                .then(),
                        422,
                        "invalid_request")
                .body("errors.field", containsInAnyOrder("thing_name", "weather"));
    }

    @Test
    void aGoodBodyComesThrough() {
        staff().body(
                        "{\"thing_name\": \"a\", \"colour\": \"dark_red\", \"size\": 3, \"made_at\": \"2026-11-24T10:00:00+01:00\"}")
                .post("/api/v1/things")
                .then()
                .statusCode(200)
                .body("colour", equalTo("dark_red"), "made_at", equalTo("2026-11-24T09:00:00Z"), "size", equalTo(3));
    }

    @Test
    void faultyQueryParametersAreNamed() {
        problem(staff().get("/api/v1/things?other_id=x").then(), 422, "wrong_format")
                .body("errors[0].field", equalTo("other_id"));
        problem(staff().get("/api/v1/things?from=yesterday").then(), 422, "wrong_format")
                .body("errors[0].field", equalTo("from"));
        problem(staff().get("/api/v1/things?from=%2B99999-01-01T00:00:00Z").then(), 422, "wrong_format");
        problem(staff().get("/api/v1/things?colour=green").then(), 422, "unknown_value")
                .body("errors[0].field", equalTo("colour"));
        problem(staff().get("/api/v1/things?limit=many").then(), 422, "wrong_type")
                .body("errors[0].field", equalTo("limit"));
        staff().get("/api/v1/things?colour=dark_red&limit=3&from=2026-11-24T09:00:00Z")
                .then()
                .statusCode(200)
                .body("[1]", equalTo("2026-11-24T09:00:00Z"), "[2]", equalTo("DARK_RED"), "[3]", equalTo("3"));
    }

    @Test
    void ourOwnFaultsSayNothingOfTheInside() {
        problem(staff().body("{}").post("/api/v1/things/broken").then(), 500, "internal_error")
                .body(not(containsString("SELECT")));
    }

    @Test
    void whoeverComesTooOftenLearnsWhenToComeBack() {
        problem(staff().get("/api/v1/things/busy").then(), 429, "busy").header("Retry-After", "2");
    }

    @Test
    void openApiIsOpenAndSaysWhatAllOperationsHaveInCommon() {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("openapi", equalTo("3.1.0"))
                .body("components.securitySchemes.keySet()", hasItems("bearer", "basic"))
                .body("components.schemas.Thing.properties.keySet()", hasItems("thing_name", "made_at"))
                .body("components.schemas.Colour.enum", equalTo(List.of("dark_red", "blue")))
                .body("components.schemas.keySet()", not(hasItems("ReadingThing")))
                .body(
                        "paths.'/api/v1/things/checked'.post.requestBody.content.'application/json'.schema.$ref",
                        equalTo("#/components/schemas/Thing"))
                .body(
                        "paths.'/api/v1/things'.post.responses.keySet()",
                        hasItems("200", "400", "401", "403", "409", "413", "415", "422", "429", "500"))
                .body("paths.'/api/v1/things/{id}'.get.responses.keySet()", hasItems("401", "403", "404", "429", "500"))
                .body("paths.'/api/v1/things'.get.security.size()", equalTo(2));
    }

    @Test
    void bodiesAboveOneMebibyteAreTooLarge() {
        problem(staff().body("x".repeat(1_048_577)).post("/api/v1/things").then(), 413, "too_large");
        problem(staff().body("x".repeat(2_000_000)).post("/api/v1/things").then(), 413, "too_large");
        problem(staff().body(" ".repeat(1_048_576)).post("/api/v1/things").then(), 422, "invalid_request");
    }

    @Test
    void whatIsLargerThanTheServerTakesIsTooLarge() {
        // The server refuses it by its length alone, before any of our code runs.
        staff().body("x".repeat(2_200_000)).post("/api/v1/things").then().statusCode(413);
    }
}
