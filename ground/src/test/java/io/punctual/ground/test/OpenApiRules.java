package io.punctual.ground.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a service's OpenAPI document has to say so that a generated client is pleasant. */
public final class OpenApiRules {
    private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Set<String> WRITES = Set.of("put", "post", "delete", "patch");

    private final JsonNode document;
    private final List<String> gaps = new ArrayList<>();
    private final List<String> undescribed = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private OpenApiRules(JsonNode document) {
        this.document = document;
    }

    /**
     * Fails, naming every gap, where an operation lacks an id of its own, a summary, a tag, its security or its refusals, or
     * where names are not in snake_case. It does not ask for descriptions: see {@link #undescribed}.
     *
     * @param json what {@code GET /q/openapi?format=json} answers
     */
    public static void assertComplete(String json) {
        assertThat(gaps(json)).as("gaps in the OpenAPI document").isEmpty();
    }

    /** Schemas and properties without a description, and operations that do not say what they answer when all is well. */
    public static List<String> undescribed(String json) {
        OpenApiRules rules = checked(json);
        return List.copyOf(rules.undescribed);
    }

    /** What {@link #assertComplete} would name. */
    public static List<String> gaps(String json) {
        return List.copyOf(checked(json).gaps);
    }

    private static OpenApiRules checked(String json) {
        try {
            OpenApiRules rules = new OpenApiRules(new ObjectMapper().readTree(json));
            rules.check();
            return rules;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("It is no JSON", e);
        }
    }

    private void check() {
        if (!document.path("openapi").asText().startsWith("3.1")) {
            gaps.add("It is not OpenAPI 3.1");
        }
        if (document.path("paths").isEmpty()) {
            gaps.add("It has no paths");
        }
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry -> operation(entry.getKey(), path.getKey(), entry.getValue())));
        document.at("/components/schemas").properties().forEach(this::component);
    }

    private void operation(String method, String path, JsonNode operation) {
        String name = method + " " + path;
        String id = operation.path("operationId").asText();
        require(!id.isEmpty() && ids.add(id), name, "has no operationId of its own");
        require(!operation.path("summary").asText().isEmpty(), name, "has no summary");
        require(!operation.path("tags").isEmpty(), name, "has no tag");
        security(name, operation.path("security"));
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode resolved = resolved(parameter);
            require(
                    !resolved.path("description").asText().isEmpty(),
                    name,
                    "has the parameter " + resolved.path("name").asText() + " without a description");
        }
        for (int status : expected(method, path, operation)) {
            refusal(name, status, operation.path("responses").path(Integer.toString(status)));
        }
        success(name, operation.path("responses"));
    }

    private static List<Integer> expected(String method, String path, JsonNode operation) {
        List<Integer> expected = new ArrayList<>(List.of(401, 403, 429));
        if (path.contains("{")) {
            expected.add(404);
        }
        if (operation.has("requestBody")) {
            expected.addAll(List.of(400, 413, 415, 422));
        }
        if (WRITES.contains(method)) {
            expected.add(409);
        }
        return expected;
    }

    private void security(String name, JsonNode security) {
        require(!security.isEmpty(), name, "has no security requirement");
        for (JsonNode requirement : security) {
            requirement
                    .fieldNames()
                    .forEachRemaining(scheme -> require(
                            document.at("/components/securitySchemes").has(scheme),
                            name,
                            "wants the unknown security scheme " + scheme));
        }
    }

    private void refusal(String name, int status, JsonNode response) {
        JsonNode schema = resolved(response)
                .path("content")
                .path("application/problem+json")
                .path("schema");
        require(
                schema.path("$ref").asText().equals("#/components/schemas/Problem"),
                name,
                "does not answer " + status + " with a problem");
    }

    private void success(String name, JsonNode responses) {
        boolean described = false;
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            if (response.getKey().startsWith("2")) {
                JsonNode resolved = resolved(response.getValue());
                boolean silent = response.getKey().equals("204");
                described |= silent;
                for (JsonNode media : resolved.path("content")) {
                    described |= !media.path("schema").isEmpty();
                }
            }
        }
        describe(described, name, "does not say what it answers when all is well");
    }

    private void component(Map.Entry<String, JsonNode> component) {
        String name = "schema " + component.getKey();
        JsonNode schema = component.getValue();
        describe(!schema.path("description").asText().isEmpty(), name, "has no description");
        for (JsonNode value : schema.path("enum")) {
            require(!value.asText().matches("[A-Z][A-Z0-9_]*"), name, "spells " + value.asText() + " as Java does");
        }
        properties(name, schema);
    }

    private void properties(String name, JsonNode schema) {
        schema.path("properties").properties().forEach(property -> {
            String member = name + "." + property.getKey();
            require(SNAKE_CASE.matcher(property.getKey()).matches(), member, "is not in snake_case");
            describe(described(property.getValue()), member, "has no description");
            properties(member, property.getValue());
            properties(member + "[]", property.getValue().path("items"));
        });
    }

    private boolean described(JsonNode schema) {
        if (!schema.path("description").asText().isEmpty()
                || !resolved(schema).path("description").asText().isEmpty()) {
            return true;
        }
        for (String choice : List.of("anyOf", "oneOf", "allOf")) {
            for (JsonNode part : schema.path(choice)) {
                if (described(part)) {
                    return true;
                }
            }
        }
        return false;
    }

    private JsonNode resolved(JsonNode node) {
        String ref = node.path("$ref").asText();
        return ref.startsWith("#/") ? document.at(ref.substring(1)) : node;
    }

    private void require(boolean holds, String where, String gap) {
        if (!holds) {
            gaps.add(where + " " + gap);
        }
    }

    private void describe(boolean holds, String where, String gap) {
        if (!holds) {
            undescribed.add(where + " " + gap);
        }
    }
}
