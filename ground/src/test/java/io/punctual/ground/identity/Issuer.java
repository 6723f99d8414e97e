package io.punctual.ground.identity;

import static io.restassured.RestAssured.given;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Signs tokens in the name of {@link IssuerResource}. */
final class Issuer {
    static final String FIRM = "00000000-0000-7000-8000-00000000ac3e";

    private final String address = ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class);
    private final JsonWebKeySet keys;

    Issuer() {
        try {
            keys = new JsonWebKeySet(ConfigProvider.getConfig().getValue("test.issuer.keys", String.class));
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    PublicJsonWebKey key(String id) {
        return (PublicJsonWebKey) keys.findJsonWebKey(id, null, null, null);
    }

    /** Claims that are right in every way, for a person without roles or firm. */
    JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(address);
        claims.setAudience("punctual");
        claims.setSubject("3f1c");
        claims.setClaim("preferred_username", "jo");
        claims.setIssuedAt(secondsFromNow(0));
        claims.setExpirationTime(secondsFromNow(300));
        return claims;
    }

    static NumericDate secondsFromNow(long seconds) {
        return NumericDate.fromSeconds(Clock.systemUTC().instant().getEpochSecond() + seconds);
    }

    /** A token signed as it should be. */
    String token(Consumer<JwtClaims> changes) {
        return token(AlgorithmIdentifiers.RSA_USING_SHA256, key("rsa"), changes);
    }

    String token(String algorithm, PublicJsonWebKey key, Consumer<JwtClaims> changes) {
        return signed(algorithm, key.getKeyId(), key.getPrivateKey(), changes);
    }

    String signed(String algorithm, String keyId, Key key, Consumer<JwtClaims> changes) {
        JwtClaims claims = claims();
        changes.accept(claims);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKeyIdHeaderValue(keyId);
        signature.setHeader("typ", "JWT");
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        signature.setDoKeyValidation(false);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token that says it needs no signature. */
    String unsigned(String spelling, Consumer<JwtClaims> changes) {
        JwtClaims claims = claims();
        changes.accept(claims);
        return encoded("{\"alg\":\"" + spelling + "\",\"kid\":\"rsa\"}") + "." + encoded(claims.toJson()) + ".";
    }

    static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** From now on these keys are the published ones. */
    void publish(PublicJsonWebKey... keys) {
        given().body(new JsonWebKeySet(List.of(keys)).toJson())
                .put(address + "/jwks")
                .then()
                .statusCode(200);
    }

    /** From now on it answers. */
    void reach() {
        given().put(address + "/reach").then().statusCode(200);
    }

    /** How often the issuer was asked for anything. */
    int asked() {
        return Integer.parseInt(given().get(address + "/asked").asString());
    }

    /** Staff of Acme, as Keycloak says it. */
    static void staff(JwtClaims claims) {
        claims.setClaim("realm_access", Map.of("roles", List.of("firm-staff", "offline_access")));
        claims.setClaim("firm_id", FIRM);
    }
}
