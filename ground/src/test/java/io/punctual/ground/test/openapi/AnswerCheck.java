package io.punctual.ground.test.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.test.openapi.Description.Operation;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds an answer against the document. */
final class AnswerCheck {
    private static final String PROBLEM = "application/problem+json";
    /** What nobody outside may learn: class names, stack traces, SQL. */
    private static final Pattern INTERNALS = Pattern.compile(
            "\\b(java|javax|jakarta|com|org|io)(\\.[a-z0-9_]+)+\\.[A-Z]\\w+|Exception\\b|\\bat [\\w.$]+\\([\\w]+\\.java"
                    + "|\\b(SELECT|INSERT INTO|UPDATE \\w+ SET|DELETE FROM)\\b(?! 1)|SQLSTATE|PSQL|\\bJackson|hibernate|vertx");

    private final Description description;
    private final SchemaCheck schemas;

    /** What is wrong; complaints of one kind about one operation are one failure. */
    record Complaint(String kind, String text) {}

    AnswerCheck(Description description) {
        this.description = description;
        schemas = new SchemaCheck(description);
    }

    Optional<Complaint> complaint(Operation operation, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (status >= 500) {
            return complaint("5xx", status + " " + text);
        }
        JsonNode documented = description.resolved(operation.responses().path(Integer.toString(status)));
        if (documented.isMissingNode()) {
            return complaint("undocumented status " + status, text);
        }
        String media = answer.headers()
                .firstValue("Content-Type")
                .orElse("")
                .replaceAll(";.*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        JsonNode content = documented.path("content");
        if (content.isEmpty()) {
            return answer.body().length == 0 ? Optional.empty() : complaint("undocumented body of " + status, text);
        }
        if (!content.has(media)) {
            return complaint("undocumented media type of " + status, media + " " + text);
        }
        return body(status, media, content.path(media).path("schema"), answer.body(), text);
    }

    private Optional<Complaint> body(int status, String media, JsonNode schema, byte[] body, String text) {
        if (!media.endsWith("json")) {
            return Optional.empty();
        }
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(body);
        } catch (IOException e) {
            return complaint("no JSON in " + status, text);
        }
        List<String> faults = schemas.faults(schema, json);
        if (!faults.isEmpty()) {
            return complaint("body of " + status + " against its schema: " + faults.getFirst(), text);
        }
        return status >= 400 ? problem(status, media, json, text) : Optional.empty();
    }

    private static Optional<Complaint> problem(int status, String media, JsonNode json, String text) {
        if (!media.equals(PROBLEM)
                || json.path("status").asInt() != status
                || json.path("code").asText().isBlank()) {
            return complaint("no problem with code and status in " + status, text);
        }
        return INTERNALS.matcher(text).find() ? complaint("internals in " + status, text) : Optional.empty();
    }

    private static Optional<Complaint> complaint(String kind, String text) {
        return Optional.of(new Complaint(kind, text.substring(0, Math.min(600, text.length()))));
    }
}
