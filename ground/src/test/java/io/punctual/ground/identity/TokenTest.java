package io.punctual.ground.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;

/** Tokens of the shape that Keycloak issues, and those that somebody made who may not. */
@QuarkusTest
@TestProfile(TokenTest.Profile.class)
@QuarkusTestResource(PostgresResource.class)
class TokenTest {
    private static final AtomicInteger CALLS = new AtomicInteger();
    private final Issuer issuer = new Issuer();

    /** Names the issuer, and where Keycloak puts roles. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.oidc.token.audience", "punctual",
                    "quarkus.oidc.roles.role-claim-path", "realm_access/roles",
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "punctual.identity.throttle.failures", "5",
                    "punctual.identity.throttle.address-failures", "20");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(IssuerResource.class));
        }
    }

    /** From an address of its own: failures of one must not slow down the next. */
    private static ValidatableResponse me(String token) {
        return given().header(
                        "X-Forwarded-For", "198.18.%d.%d".formatted(CALLS.get() / 250, CALLS.getAndIncrement() % 250))
                .auth()
                .oauth2(token)
                .get("/api/v1/things/me")
                .then();
    }

    private void refused(Consumer<JwtClaims> changes) {
        refused(issuer.token(claims -> {
            Issuer.staff(claims);
            changes.accept(claims);
        }));
    }

    private static void refused(String token) {
        me(token)
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("unauthorized"));
    }

    @Test
    void aRightTokenIsWhoItSays() {
        me(issuer.token(Issuer::staff))
                .statusCode(200)
                .body("firm", equalTo(Issuer.FIRM), "actor", equalTo("jo (3f1c)"), "staff", equalTo(true));
        me(issuer.token(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256, issuer.key("ec"), Issuer::staff))
                .statusCode(200);
        me(issuer.token(AlgorithmIdentifiers.RSA_PSS_USING_SHA256, issuer.key("rsa"), Issuer::staff))
                .statusCode(200);
        me(issuer.token(claims -> {
                    Issuer.staff(claims);
                    claims.setAudience("account", "punctual");
                }))
                .statusCode(200);
    }

    @Test
    void issuerAudienceAndTimeAreChecked() {
        refused(claims -> claims.setIssuer("https://elsewhere.example"));
        refused(claims -> claims.unsetClaim("iss"));
        refused(claims -> claims.setAudience("account"));
        refused(claims -> claims.unsetClaim("aud"));
        refused(claims -> claims.setExpirationTime(Issuer.secondsFromNow(-60)));
        refused(claims -> claims.unsetClaim("exp"));
        refused(claims -> claims.setNotBefore(Issuer.secondsFromNow(60)));
        refused(claims -> claims.unsetClaim("sub"));
    }

    @Test
    void onlySignaturesOfTheIssuerCount() throws Exception {
        for (String none : List.of("none", "None", "NONE", "")) {
            refused(issuer.unsigned(none, Issuer::staff));
        }
        PublicJsonWebKey rsa = issuer.key("rsa");
        refused(issuer.signed(
                AlgorithmIdentifiers.HMAC_SHA256,
                "rsa",
                new HmacKey(rsa.getPublicKey().getEncoded()),
                Issuer::staff));
        refused(issuer.signed(
                AlgorithmIdentifiers.HMAC_SHA256,
                "rsa",
                new HmacKey(pem(rsa).getBytes(StandardCharsets.UTF_8)),
                Issuer::staff));
        PublicJsonWebKey foreign = RsaJwkGenerator.generateJwk(2048);
        refused(issuer.signed(AlgorithmIdentifiers.RSA_USING_SHA256, "rsa", foreign.getPrivateKey(), Issuer::staff));
        refused(issuer.signed(AlgorithmIdentifiers.RSA_USING_SHA256, "ec", rsa.getPrivateKey(), Issuer::staff));
        String right = issuer.token(Issuer::staff);
        String body = Issuer.encoded(issuer.claims().toJson());
        refused(right.substring(0, right.indexOf('.')) + "." + body + right.substring(right.lastIndexOf('.')));
        refused(right.substring(0, right.lastIndexOf('.') + 1));
        refused(right.substring(0, right.lastIndexOf('.')));
        refused(UUID.randomUUID().toString());
    }

    private static String pem(PublicJsonWebKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(key.getPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    @Test
    void rolesAndFirmComeFromTheirClaimsAlone() {
        me(issuer.token(claims -> claims.setClaim("firm_id", Issuer.FIRM))).statusCode(403);
        me(issuer.token(claims -> {
                    claims.setClaim("roles", List.of("firm-staff"));
                    claims.setClaim("firm_id", Issuer.FIRM);
                }))
                .statusCode(403);
        for (Object firm : new Object[] {
            "acme",
            5,
            Map.of("id", Issuer.FIRM),
            List.of(Issuer.FIRM, Issuer.FIRM),
            "1-1-1-1-1",
            "00000000-0000-0000-0000-000000000000"
        }) {
            me(issuer.token(claims -> {
                        Issuer.staff(claims);
                        claims.setClaim("firm_id", firm);
                    }))
                    .statusCode(403)
                    .body("code", equalTo("no_firm"));
        }
        given().auth()
                .oauth2(issuer.token(Issuer::staff))
                .header("X-Firm-Id", UUID.randomUUID())
                .get("/api/v1/things/me")
                .then()
                .body("firm", equalTo(Issuer.FIRM));
    }

    @Test
    void anAdminIsStaffToo() {
        me(issuer.token(claims -> {
                    Issuer.staff(claims);
                    claims.setClaim("realm_access", Map.of("roles", List.of("firm-admin")));
                }))
                .statusCode(200)
                .body("staff", equalTo(true));
    }

    @Test
    void anOperatorBelongsToNoFirmWhateverElseTheTokenSays() {
        me(issuer.token(claims -> {
                    Issuer.staff(claims);
                    claims.setClaim("realm_access", Map.of("roles", List.of("firm-admin", "operator")));
                }))
                .statusCode(403)
                .body("code", equalTo("no_firm"));
    }

    @Test
    void anAddressCountsOnceItIsVerified() {
        email(true).body("email", equalTo("jo@firm.example"));
        email("true").body("email", equalTo("jo@firm.example"));
        email(false).body("email", nullValue());
        email("yes").body("email", nullValue());
        me(issuer.token(claims -> {
                    Issuer.staff(claims);
                    claims.setClaim("email", "jo@firm.example");
                }))
                .body("email", nullValue());
    }

    private ValidatableResponse email(Object verified) {
        return me(issuer.token(claims -> {
                    Issuer.staff(claims);
                    claims.setClaim("email", "jo@firm.example");
                    claims.setClaim("email_verified", verified);
                }))
                .statusCode(200);
    }

    @Test
    void aTokenCheckAsksNobody() throws Exception {
        PublicJsonWebKey next = RsaJwkGenerator.generateJwk(2048);
        next.setKeyId("next");
        issuer.publish(issuer.key("rsa"), issuer.key("ec"), next);
        int before = issuer.asked();

        // A key that was not there yet: asked for once.
        me(issuer.token(AlgorithmIdentifiers.RSA_USING_SHA256, next, Issuer::staff))
                .statusCode(200);
        assertThat(issuer.asked() - before).isOne();
        me(issuer.token(Issuer::staff)).statusCode(200);

        // Made-up keys and opaque tokens: nobody is asked again within the minute.
        for (int i = 0; i < 100; i++) {
            String unknown = UUID.randomUUID().toString();
            refused(issuer.signed(AlgorithmIdentifiers.RSA_USING_SHA256, unknown, next.getPrivateKey(), Issuer::staff));
            refused(unknown);
        }
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/things"))
                .header("Authorization", "Bearer " + issuer.token(Issuer::staff))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 1000; i++) {
                assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                        .isEqualTo(200);
            }
        }
        assertThat(issuer.asked() - before).isLessThanOrEqualTo(2);
    }
}
