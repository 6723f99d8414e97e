package io.punctual.ground.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens of a real Keycloak, set up as docs/identity.md says. */
@Tag("slow")
@QuarkusTest
@TestProfile(KeycloakTest.Profile.class)
@QuarkusTestResource(PostgresResource.class)
class KeycloakTest {
    private static final String ACME = "00000000-0000-7000-8000-00000000ac3e";

    @ConfigProperty(name = "quarkus.oidc.auth-server-url")
    String realm;

    /** What docs/identity.md says for Keycloak. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.oidc.token.audience", "punctual",
                    "quarkus.oidc.token.token-type", "Bearer",
                    "quarkus.oidc.roles.role-claim-path", "realm_access/roles");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(KeycloakResource.class));
        }
    }

    private String token(String user, String client, String kind) {
        return given().formParams(Map.of(
                        "grant_type", "password",
                        "client_id", client,
                        "username", user,
                        "password", "only-in-this-test",
                        "scope", "openid"))
                .post(realm + "/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path(kind);
    }

    private static ValidatableResponse me(String token) {
        return given().auth().oauth2(token).get("/api/v1/things/me").then();
    }

    @Test
    void anAdminIsAnAdminOfTheirFirm() {
        me(token("jo", "console", "access_token"))
                .statusCode(200)
                .body("firm", equalTo(ACME), "staff", equalTo(true), "email", equalTo("jo@acme.example"))
                .body("actor", matchesPattern("jo \\([0-9a-f-]{36}\\)"));
    }

    @Test
    void aPortalUserCountsByTheirVerifiedAddress() {
        me(token("pat", "console", "access_token"))
                .statusCode(200)
                .body("firm", equalTo(ACME), "staff", equalTo(false), "email", equalTo("pat@customer.example"));
        me(token("una", "console", "access_token")).statusCode(200).body("email", nullValue());
    }

    @Test
    void anOperatorBelongsToNoFirm() {
        String token = token("ops", "console", "access_token");
        me(token).statusCode(403).body("code", equalTo("no_firm"));
        given().auth().oauth2(token).get("/api/v1/things").then().statusCode(403);
    }

    @Test
    void aMachineIsStaffOfItsFirm() {
        String token = given().formParams(Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "booking-page",
                        "client_secret", "only-in-this-test"))
                .post(realm + "/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
        me(token)
                .statusCode(200)
                .body(
                        "firm",
                        equalTo(ACME),
                        "staff",
                        equalTo(true),
                        "actor",
                        startsWith("service-account-booking-page ("));
    }

    @Test
    void tokensForAnotherApplicationOrPurposeAreRefused() {
        me(token("jo", "other-application", "access_token")).statusCode(401);
        me(token("jo", "console", "id_token")).statusCode(401);
        me(token("jo", "console", "refresh_token")).statusCode(401);
        String token = token("jo", "console", "access_token");
        me(token.substring(0, token.length() - 8) + "AAAAAAAA").statusCode(401);
    }
}
