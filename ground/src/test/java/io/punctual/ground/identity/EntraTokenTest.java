package io.punctual.ground.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Tokens of the shape that Microsoft Entra issues, from an issuer that is out of reach when the service starts. */
@QuarkusTest
@TestProfile(EntraTokenTest.Profile.class)
@QuarkusTestResource(PostgresResource.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EntraTokenTest {
    private static final String APP = "6e74172b-be56-4843-9ff4-e66a39bb12e3";
    private static final String MACHINE = "a8573488-ff46-450a-b09a-6eca0c6a02dc";

    @Inject
    MutableClock clock;

    private final Issuer issuer = new Issuer();

    /** What docs/identity.md says for Entra. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.oidc.token.audience", APP,
                    "quarkus.oidc.roles.role-claim-path", "roles",
                    "punctual.identity.firm-claim", "extn.firm_id,\"https://punctual.example/firm\"/id,azp",
                    "punctual.identity.firms", MACHINE + "=" + Issuer.FIRM,
                    "punctual.identity.email-verified-claim", "xms_edov",
                    "punctual.identity.roles.firm-admin", "Punctual.Admin",
                    "punctual.identity.roles.firm-staff", "Punctual.Staff,Punctual.Front Desk");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(IssuerResource.class, Map.of("reach", "none")));
        }
    }

    private static ValidatableResponse me(String token) {
        return given().auth().oauth2(token).get("/api/v1/things/me").then();
    }

    private ValidatableResponse person(Consumer<JwtClaims> changes) {
        return me(issuer.token(claims -> {
            claims.setAudience(APP);
            claims.setClaim("ver", "2.0");
            claims.setClaim("tid", "9188040d-6c67-4c5b-b112-36a304b66dad");
            claims.setClaim("roles", List.of("Punctual.Staff"));
            claims.setClaim("extn.firm_id", List.of(Issuer.FIRM));
            changes.accept(claims);
        }));
    }

    @Test
    @Order(1)
    void aServiceStartsWithoutItsIssuerAndFindsItLater() {
        person(claims -> {})
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("unavailable"));
        int asked = issuer.asked();
        for (int i = 0; i < 20; i++) {
            person(claims -> {}).statusCode(503);
        }
        assertThat(issuer.asked() - asked).isLessThanOrEqualTo(2);
        // Who needs no issuer does not notice.
        given().auth()
                .preemptive()
                .basic("staff@acme", "punctual")
                .get("/api/v1/things")
                .then()
                .statusCode(200);

        issuer.reach();
        clock.advance(Duration.ofSeconds(3));
        person(claims -> {}).statusCode(200);
    }

    @Test
    @Order(2)
    void aPersonIsWhoTheTokenSays() {
        person(claims -> {})
                .statusCode(200)
                .body("firm", equalTo(Issuer.FIRM), "staff", equalTo(true), "actor", equalTo("jo (3f1c)"));
        person(claims -> claims.setClaim("roles", List.of("Punctual.Front Desk")))
                .statusCode(200);
        person(claims -> claims.setClaim("roles", List.of("Punctual.Admin"))).statusCode(200);
        person(claims -> claims.setAudience("https://graph.microsoft.com")).statusCode(401);
    }

    @Test
    @Order(3)
    void onlyTheNamesThatAreListedAreRoles() {
        for (String other :
                List.of("firm-staff", "firm-admin", "operator", "punctual.staff", "Punctual.Front", "Desk")) {
            person(claims -> claims.setClaim("roles", List.of(other))).statusCode(403);
        }
        person(claims -> claims.unsetClaim("roles")).statusCode(403);
    }

    @Test
    @Order(4)
    void aMachineBelongsToTheFirmItIsListedFor() {
        person(claims -> {
                    claims.unsetClaim("extn.firm_id");
                    claims.setClaim("azp", MACHINE);
                })
                .statusCode(200)
                .body("firm", equalTo(Issuer.FIRM));
        person(claims -> {
                    claims.unsetClaim("extn.firm_id");
                    claims.setClaim("azp", "somebody");
                })
                .statusCode(403)
                .body("code", equalTo("no_firm"));
        person(claims -> {
                    claims.unsetClaim("extn.firm_id");
                    claims.setClaim("https://punctual.example/firm", Map.of("id", Issuer.FIRM));
                })
                .body("firm", equalTo(Issuer.FIRM));
    }

    @Test
    @Order(5)
    void anAddressCountsWhereItsDomainsOwnerIsVerified() {
        for (Object yes : List.of(true, "1", 1)) {
            address(yes).body("email", equalTo("jo@firm.example"));
        }
        for (Object no : List.of(false, "0", 0)) {
            address(no).body("email", nullValue());
        }
        person(claims -> {
                    claims.setClaim("email", "jo@firm.example");
                    claims.setClaim("email_verified", true);
                })
                .body("email", nullValue());
    }

    private ValidatableResponse address(Object verified) {
        return person(claims -> {
                    claims.setClaim("email", "jo@firm.example");
                    claims.setClaim("xms_edov", verified);
                })
                .statusCode(200);
    }
}
