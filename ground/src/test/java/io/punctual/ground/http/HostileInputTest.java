package io.punctual.ground.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that no honest client sends. Each gets the answer of the contract, never a fault of ours. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HostileInputTest {
    private static final String GOOD = "{\"thing_name\": \"a\", \"colour\": \"blue\", \"size\": 1}";

    private static RequestSpecification staff() {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .urlEncodingEnabled(false)
                .auth()
                .preemptive()
                .basic("staff@acme", "punctual")
                .header("Content-Type", "application/json");
    }

    private static ValidatableResponse post(byte[] body) {
        return staff().body(body).post("/api/v1/things").then().contentType("application/problem+json");
    }

    private static ValidatableResponse post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32"})
    void onlyUtf8IsRead(String charset) {
        post(GOOD.getBytes(Charset.forName(charset))).statusCode(400).body("code", equalTo("malformed_json"));
    }

    @Test
    void bytesThatAreNoTextAreNoJson() {
        byte[] broken = GOOD.getBytes(StandardCharsets.UTF_8);
        broken[GOOD.indexOf('a', 15)] = (byte) 0xff;
        post(broken).statusCode(400).body("code", equalTo("malformed_json"));
        post("\ufeff" + GOOD).statusCode(400).body("code", equalTo("malformed_json"));
    }

    @Test
    void whatNestsOrGrowsWithoutEndIsRefused() {
        String deep = "{\"parts\":".repeat(40) + "1" + "}".repeat(40);
        post(deep).statusCode(400).body("detail", containsString("nests deeper"));
        post("[".repeat(200_000)).statusCode(400);
        post("{\"" + "n".repeat(300) + "\": 1}").statusCode(400);
        post("{\"size\": " + "9".repeat(65) + "}").statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"99999999999999999999", "2147483648", "-2147483649", "1e9999", "1e-5", "1.5", "true", "\"1\""})
    void aNumberIsAWholeNumberWithinBounds(String number) {
        post("{\"thing_name\": \"a\", \"colour\": \"blue\", \"size\": " + number + "}")
                .statusCode(422)
                .body("errors[0].field", equalTo("size"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0-0-0-0-0",
                "AAAAAAAAAAAAAAAAAAAAAA==",
                "０198c3a2-0000-7000-8000-000000000001",
                "0198c3a2-0000-7000-8000-000000000001 "
            })
    void anIdHasItsUsualForm(String id) {
        post("{\"thing_name\": \"a\", \"colour\": \"blue\", \"size\": 1, \"other_id\": \"" + id + "\"}")
                .statusCode(422)
                .body("errors[0].field", equalTo("other_id"), "errors[0].code", equalTo("wrong_format"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "+1", "01", "0x1", "1.", "'1'"})
    void whatJsonDoesNotKnowIsNoJson(String number) {
        post("{\"size\": " + number + "}").statusCode(400);
    }

    @Test
    void textThatNobodyCanStoreOrShowIsNamed() {
        post("{\"thing_name\": \"\\ud800\", \"colour\": \"\\u0000\", \"size\": 1, \"parts\": [{\"part_name\": \"x\\udc00\"}]}")
                .statusCode(422)
                .body("errors.field", containsInAnyOrder("thing_name", "colour", "parts[0].part_name"))
                .body("errors.find { it.field == 'thing_name' }.code", equalTo("invalid_text"))
                .body("errors.find { it.field == 'colour' }.code", equalTo("control_character"));
        post("{\"thing\\ud800\": 1}").statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "firm_id", "version", "status", "created_at", "__proto__", "class", "thingName"})
    void nobodySetsWhatIsNotListed(String member) {
        post("{\"thing_name\": \"a\", \"colour\": \"blue\", \"size\": 1, \"" + member + "\": 1}")
                .statusCode(422)
                .body("errors.field", equalTo(java.util.List.of(member)), "errors[0].code", equalTo("unknown_field"));
    }

    @Test
    void everyFaultOfAQueryIsNamedAtOnce() {
        staff().get("/api/v1/things?other_id=x&from=now&colour=green&limit=many&sort=up")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_request"))
                .body("errors.field", containsInAnyOrder("other_id", "from", "colour", "limit", "sort"))
                .body(
                        "errors.code",
                        containsInAnyOrder(
                                "wrong_format", "wrong_format", "unknown_value", "wrong_type", "unknown_parameter"));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=1&limit=2, repeated",
        "colour=blue%00, control_character",
        "colour=blue%0d%0aSet-Cookie:x, control_character",
        "limit=99999999999, wrong_type",
        "limit=%EF%BC%91, wrong_type",
        "firm_id=00000000-0000-7000-8000-00000000ac3e, unknown_parameter",
        "colour=%ff, unknown_value",
        "colour=%ed%a0%80, unknown_value"
    })
    void aQueryThatTricksIsRefused(String query, String code) {
        staff().get("/api/v1/things?" + query).then().statusCode(422).body("code", equalTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/things/..%2f..%2fetc%2fpasswd",
                "/api/v1/things/%00",
                "/api/v1/things/0198c3a2-0000-7000-8000-00000000000g",
                "/api/v1/things/1",
                "/api/v1/things/0-0-0-0-0",
                "/api/v1/things/%EF%BC%90198c3a2-0000-7000-8000-000000000001",
                "/api/v1/things;x=1/../nowhere"
            })
    void aPathThatTricksLeadsNowhere(String path) {
        staff().get(path).then().statusCode(404).body("code", equalTo("not_found"));
    }

    @Test
    void headersAndLinesWithoutEndAreRefusedByTheServer() throws IOException {
        assertThat(answer("GET /api/v1/things?x=" + "y".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .isEqualTo("HTTP/1.0 414");
        assertThat(answer("GET /api/v1/things HTTP/1.1\r\nHost: x\r\nX-Long: " + "y".repeat(100_000) + "\r\n\r\n"))
                .endsWith(" 431");
        assertThat(answer("GET /api/v1/things?a=%zz HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains(" 4");
        assertThat(answer("nonsense\r\n\r\n")).endsWith(" 400");
    }

    private static String answer(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
        }
    }
}
