package io.punctual.ground.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Failed logins as a client meets them; {@code LoginThrottleTest} moves the clock. */
@QuarkusTest
@TestProfile(TokenTest.Profile.class)
@QuarkusTestResource(PostgresResource.class)
class ThrottledLoginsTest {
    @Inject
    MutableClock clock;

    private final Issuer issuer = new Issuer();

    private static RequestSpecification from(String address) {
        return given().header("X-Forwarded-For", address);
    }

    private static Response basic(String address, String user, String password) {
        return from(address).auth().preemptive().basic(user, password).get("/api/v1/things");
    }

    private static void waits(Response response) {
        response.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("too_many_logins"));
        assertThat(Integer.parseInt(response.header("Retry-After"))).isBetween(1, 300);
    }

    @Test
    void aGuesserWaitsAndTheOwnerElsewhereDoesNot() {
        for (int i = 0; i < 5; i++) {
            basic("192.0.2.1", "staff@acme", "guess" + i).then().statusCode(401);
        }
        waits(basic("192.0.2.1", "staff@acme", "guess"));
        waits(basic("192.0.2.1", "staff@acme", "punctual"));
        basic("192.0.2.1", "admin@acme", "punctual").then().statusCode(200);
        basic("192.0.2.2", "staff@acme", "punctual").then().statusCode(200);

        clock.advance(Duration.ofMinutes(5));
        basic("192.0.2.1", "staff@acme", "punctual").then().statusCode(200);
    }

    @Test
    void whoeverTriesManyNamesWaitsAsAWhole() {
        for (int i = 0; i < 20; i++) {
            basic("192.0.2.3", "user" + i, "guess").then().statusCode(401);
        }
        waits(basic("192.0.2.3", "staff@acme", "punctual"));
    }

    @Test
    void forgedTokensWaitAndRightOnesFromTheSameAddressDoNot() {
        String forged = issuer.token(claims -> claims.setAudience("other"));
        for (int i = 0; i < 20; i++) {
            from("192.0.2.4").auth().oauth2(forged).get("/api/v1/things").then().statusCode(401);
        }
        waits(from("192.0.2.4").auth().oauth2(forged).get("/api/v1/things"));
        from("192.0.2.4")
                .auth()
                .oauth2(issuer.token(Issuer::staff))
                .get("/api/v1/things")
                .then()
                .statusCode(200);
    }

    @Test
    void guessedKeysWait() {
        for (int i = 0; i < 5; i++) {
            from("192.0.2.5")
                    .auth()
                    .oauth2("punctual_abcdefghijkl_" + i)
                    .get("/api/v1/things")
                    .then()
                    .statusCode(401);
        }
        waits(from("192.0.2.5").auth().oauth2("punctual_abcdefghijkl_x").get("/api/v1/things"));
        from("192.0.2.5")
                .auth()
                .oauth2("punctual_lkjihgfedcba_x")
                .get("/api/v1/things")
                .then()
                .statusCode(401);
    }
}
