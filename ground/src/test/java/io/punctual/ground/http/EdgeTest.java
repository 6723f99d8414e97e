package io.punctual.ground.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EdgeProfile.class)
@QuarkusTestResource(PostgresResource.class)
class EdgeTest {
    private static RequestSpecification as(String user) {
        return given().auth().preemptive().basic(user, "punctual");
    }

    @Test
    void anIdentityThatComesTooOftenIsToldWhenToComeBackAndOnlyIt() {
        for (int request = 0; request < EdgeProfile.IDENTITY; request++) {
            // What is refused for another reason counts too.
            as("staff@acme").get(request % 2 == 0 ? "/api/v1/things" : "/nowhere");
        }
        as("staff@acme")
                .get("/api/v1/things")
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("rate_limited"), "status", equalTo(429))
                .header("Retry-After", "3")
                .header("X-Content-Type-Options", "nosniff");
        as("staff@acme").get("/q/health").then().statusCode(404);
        for (int request = EdgeProfile.IDENTITY; request < EdgeProfile.FIRM; request++) {
            as("admin@acme").get("/api/v1/things").then().statusCode(200);
        }
        // The firm as a whole has had its share; another has not.
        as("admin@acme").get("/api/v1/things").then().statusCode(429);
        as("admin@globex").get("/api/v1/things").then().statusCode(200);
    }

    @Test
    void anAddressThatSaysNothingOfItselfIsLimitedAlone() {
        for (int request = 0; request < EdgeProfile.ADDRESS; request++) {
            given().header("X-Forwarded-For", "192.0.2.7")
                    .get("/api/v1/things")
                    .then()
                    .statusCode(401);
        }
        given().header("X-Forwarded-For", "192.0.2.7")
                .get("/q/openapi")
                .then()
                .statusCode(429)
                .body("code", equalTo("rate_limited"));
        given().header("X-Forwarded-For", "192.0.2.8").get("/q/openapi").then().statusCode(200);
        as("staff@globex")
                .header("X-Forwarded-For", "192.0.2.7")
                .get("/api/v1/things")
                .then()
                .statusCode(200);
    }

    @Test
    void transportSecurityIsAskedForBehindTlsAlone() {
        String name = "Strict-Transport-Security";
        as("operator").get("/nowhere").then().header(name, nullValue());
        as("operator")
                .header("X-Forwarded-Proto", "http")
                .get("/nowhere")
                .then()
                .header(name, nullValue());
        as("operator")
                .header("X-Forwarded-Proto", "https")
                .get("/nowhere")
                .then()
                .statusCode(404)
                .header(name, "max-age=31536000");
    }

    @Test
    void theOriginThatIsNamedMayCallAndNoOther() {
        given().header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .header("X-Forwarded-For", "192.0.2.20")
                .options("/api/v1/things")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "https://app.example");
        as("operator")
                .header("Origin", "https://app.example")
                .get("/nowhere")
                .then()
                .header("Access-Control-Allow-Origin", "https://app.example");
        as("operator")
                .header("Origin", "https://evil.example")
                .get("/nowhere")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue())
                .header("X-Frame-Options", "DENY");
    }
}
