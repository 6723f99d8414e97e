package io.punctual.ground.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fuzz against a service that does everything wrong. */
class OpenApiFuzzTest {
    private static final String DOCUMENT = """
            {"openapi": "3.1.0",
             "paths": {
               "/boxes": {"post": {"operationId": "addBox",
                 "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Box"}}}},
                 "responses": {
                   "201": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Box"}}}},
                   "400": {"content": {"application/problem+json": {"schema": {"type": "object"}}}}}}},
               "/boxes/{id}": {"get": {"operationId": "getBox",
                 "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}},
                                {"name": "size", "in": "query", "schema": {"type": "integer"}}],
                 "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Box"}}}}}}}},
             "components": {"schemas": {"Box": {"type": "object", "required": ["width"], "properties": {
               "id": {"type": "string", "format": "uuid", "readOnly": true},
               "width": {"type": "integer", "minimum": 1, "maximum": 9}}}}}}""";
    private static final String DOORS = """
            {"openapi": "3.1.0",
             "paths": {
               "/doors/{id}/open": {"post": {"operationId": "openDoor",
                 "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}}],
                 "responses": {
                   "204": {},
                   "409": {"content": {"application/problem+json": {"schema": {"type": "object"}}}}}}}}}""";
    private static final String CLOSED = "0198c3a2-7f00-7000-8000-00000000d001";
    private static final String BOX = "{\"id\": \"0198c3a2-7f00-7000-8000-00000000b001\", \"width\": 1}";

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", OpenApiFuzzTest::answer);
        server.createContext("/doors", OpenApiFuzzTest::open);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyKindOfWrongAnswerIsFoundAndMadeSmall() {
        var report = new OpenApiFuzz(
                        service(),
                        DOCUMENT,
                        () -> new FuzzFirm(UUID.randomUUID(), List.of(FuzzCaller.nobody())),
                        Instant.EPOCH)
                .run(1, 600);

        assertThat(report.failures())
                .anySatisfy(failure -> assertThat(failure)
                        .startsWith("POST /boxes: 5xx\n500 Oh\ncurl ")
                        .doesNotContain("width"))
                .anySatisfy(failure -> assertThat(failure).startsWith("POST /boxes: internals in 400"))
                .anySatisfy(failure -> assertThat(failure).startsWith("GET /boxes/{id}: undocumented status 418"))
                .anySatisfy(failure -> assertThat(failure)
                        .startsWith("GET /boxes/{id}: body of 200 against its schema: .colour is not in the document"));
        assertThat(report.toString()).contains("seed 1");
    }

    @Test
    void whatNeedsAThingInOneStateIsGivenOne() {
        Supplier<Optional<String>> closed = () -> Optional.of(CLOSED);
        doors(Map.of("openDoor", closed)).assertSound();
        assertThatThrownBy(() -> doors(Map.of()).assertSound())
                .hasMessageContaining("never answered 2xx")
                .hasMessageContaining("POST /doors/{id}/open");
    }

    private FuzzReport doors(Map<String, Supplier<Optional<String>>> ready) {
        Supplier<FuzzFirm> firms = () -> new FuzzFirm(UUID.randomUUID(), List.of(FuzzCaller.nobody()), ready);
        return new OpenApiFuzz(service(), DOORS, firms, Instant.EPOCH).run(1, 0);
    }

    private URI service() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private static void open(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().contains(CLOSED)) {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        } else {
            send(exchange, 409, "application/problem+json", "{\"status\": 409, \"code\": \"open\"}");
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        String body = new String(sent, StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("GET")) {
            String query = exchange.getRequestURI().getRawQuery();
            send(
                    exchange,
                    query != null && query.contains("size=-") ? 418 : 200,
                    "application/json",
                    query == null ? BOX : BOX.replace("\"width\"", "\"colour\": 1, \"width\""));
        } else if (body.isEmpty()) {
            send(exchange, 500, "text/plain", "Oh");
        } else if (body.contains("null")) {
            send(
                    exchange,
                    400,
                    "application/problem+json",
                    "{\"status\": 400, \"code\": \"bad\", \"detail\": \"java.lang.IllegalStateException\"}");
        } else {
            send(exchange, 201, "application/json", BOX);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
