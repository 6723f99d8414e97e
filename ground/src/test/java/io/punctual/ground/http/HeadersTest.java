package io.punctual.ground.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HeadersTest {
    private static final Map<String, String> EVERYWHERE = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cache-Control", "no-store");

    private static RequestSpecification staff() {
        return given().auth().preemptive().basic("staff@acme", "punctual").contentType("application/json");
    }

    private static void assertGuarded(Response response, int status, String policy) {
        assertThat(response.statusCode()).isEqualTo(status);
        EVERYWHERE.forEach((name, value) ->
                assertThat(response.headers().getValues(name)).as(name).containsExactly(value));
        assertThat(response.headers().getValues("Content-Security-Policy")).containsExactly(policy);
        assertThat(response.header("Strict-Transport-Security")).isNull();
        assertThat(response.header("Server")).isNull();
    }

    @Test
    void everyAnswerCarriesThem() {
        String data = ResponseHeaders.DATA_POLICY;
        assertGuarded(staff().get("/api/v1/things"), 200, data);
        assertGuarded(given().get("/q/openapi"), 200, data);
        assertGuarded(given().get("/api/v1/things"), 401, data);
        assertGuarded(given().auth().preemptive().basic("staff@acme", "wrong").get("/api/v1/things"), 401, data);
        assertGuarded(staff().get("/q/metrics"), 403, data);
        assertGuarded(staff().get("/nowhere"), 404, data);
        assertGuarded(staff().delete("/api/v1/things"), 405, data);
        assertGuarded(staff().accept("image/png").get("/api/v1/things"), 406, data);
        assertGuarded(staff().body("x".repeat(2_200_000)).post("/api/v1/things"), 413, data);
        assertGuarded(staff().contentType("text/plain").body("x").post("/api/v1/things"), 415, data);
        assertGuarded(staff().body("{}").post("/api/v1/things"), 422, data);
        assertGuarded(staff().get("/api/v1/things/busy"), 429, data);
        assertGuarded(staff().body("{}").post("/api/v1/things/broken"), 500, data);
    }

    @Test
    void aPageMayUseItsOwnOriginAndNothingInline() {
        assertGuarded(staff().accept("text/html").get("/api/v1/things/page"), 200, ResponseHeaders.PAGE_POLICY);
        assertThat(ResponseHeaders.PAGE_POLICY).doesNotContain("unsafe-inline").doesNotContain("unsafe-eval");
    }

    @Test
    void whatAnAnswerSaysItselfStays() {
        Response own = staff().get("/api/v1/things/kept");
        assertThat(own.headers().getValues("Cache-Control")).containsExactly("private, max-age=60");
        assertThat(own.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void noOtherOriginIsLetIn() {
        Response read = staff().header("Origin", "https://evil.example").get("/api/v1/things");
        Response preflight = given().header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/api/v1/things");
        for (Response response : new Response[] {read, preflight}) {
            assertThat(response.headers().asList())
                    .extracting(header -> header.getName().toLowerCase(java.util.Locale.ROOT))
                    .noneMatch(name -> name.startsWith("access-control-"));
        }
        assertThat(preflight.statusCode()).isEqualTo(401);
    }
}
