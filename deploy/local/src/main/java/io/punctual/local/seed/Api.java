package io.punctual.local.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.local.terminal.LaunchFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service's public API as one demo user sees it. */
public final class Api {
    private static final String PASSWORD = "punctual";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final String base;
    private final String user;

    /**
     * For one service and one user.
     *
     * @param base such as {@code http://localhost:8080/api/v1}, without a slash at its end
     * @param user a demo user of the {@code local} profile
     */
    public Api(String base, String user) {
        this.base = base;
        this.user = user;
    }

    /**
     * What a call answered.
     *
     * @param status the HTTP status
     * @param body the JSON, a missing node where there was none
     */
    public record Answer(int status, JsonNode body) {}

    /** A new empty JSON object. */
    public ObjectNode object() {
        return json.createObjectNode();
    }

    /** Reads JSON that was packaged with us. */
    public JsonNode parse(byte[] document) throws IOException {
        return json.readTree(document);
    }

    /**
     * All items of a list, over all its pages.
     *
     * @param path below the base, without {@code limit} and {@code cursor}
     */
    public List<JsonNode> list(String path) throws InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String more = path.contains("?") ? "&" : "?";
        String next = path + more + "limit=200";
        while (true) {
            JsonNode page = get(next);
            page.path("items").forEach(items::add);
            String cursor = page.path("next_cursor").asText("");
            if (cursor.isEmpty() || page.path("next_cursor").isNull()) {
                return items;
            }
            next = path + more + "limit=200&cursor=" + cursor;
        }
    }

    /**
     * Reads.
     *
     * @throws LaunchFailure if the answer is not 2xx
     */
    public JsonNode get(String path) throws InterruptedException {
        return expectSuccess("GET", path, send("GET", path, null));
    }

    /**
     * Posts.
     *
     * @throws LaunchFailure if the answer is not 2xx
     */
    public JsonNode post(String path, JsonNode body) throws InterruptedException {
        return expectSuccess("POST", path, send("POST", path, body));
    }

    /** Posts and leaves it to the caller what an error means. */
    public Answer tryPost(String path, JsonNode body) throws InterruptedException {
        return send("POST", path, body);
    }

    /** What is wrong with an answer that should have been a success, for a person. */
    public LaunchFailure refusal(String method, String path, Answer answer) {
        return new LaunchFailure(
                method + " " + base + path + " as " + user + " was answered " + answer.status() + ": " + answer.body());
    }

    private JsonNode expectSuccess(String method, String path, Answer answer) {
        if (answer.status() / 100 != 2) {
            throw refusal(method, path, answer);
        }
        return answer.body();
    }

    private Answer send(String method, String path, @Nullable JsonNode body) throws InterruptedException {
        try {
            String login = Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(LIMIT)
                    .header("Authorization", "Basic " + login)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), json.readTree(response.body()));
        } catch (IOException e) {
            throw new LaunchFailure(method + " " + base + path + " as " + user + " was not answered: " + e, e);
        }
    }
}
