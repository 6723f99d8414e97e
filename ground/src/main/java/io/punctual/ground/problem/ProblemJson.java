package io.punctual.ground.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;

/** The JSON of a problem (RFC 9457), the same inside and outside JAX-RS. */
public final class ProblemJson {
    /** The media type of every error. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(409, "Conflict"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(413, "Content Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(503, "Service Unavailable"));

    private ProblemJson() {}

    /** The body of a problem. */
    public static String of(Problem problem) {
        ObjectNode body = MAPPER.createObjectNode()
                .put("type", "about:blank")
                .put("title", TITLES.getOrDefault(problem.status(), "Error"))
                .put("status", problem.status())
                .put("detail", problem.detail())
                .put("code", problem.code());
        if (!problem.faults().isEmpty()) {
            var errors = body.putArray("errors");
            for (Fault fault : problem.faults()) {
                errors.addObject()
                        .put("field", fault.field())
                        .put("code", fault.code())
                        .put("message", fault.message());
            }
        }
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value of {@code Retry-After}: whole seconds, rounded up, at least one. */
    static String seconds(Duration retryAfter) {
        return Long.toString(Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds()));
    }
}
