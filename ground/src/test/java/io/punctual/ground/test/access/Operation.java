package io.punctual.ground.test.access;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * An operation of an OpenAPI document, and how to call it.
 *
 * @param path the template, as {@code /api/v1/things/{id}}
 * @param idParameters query parameters that take an id
 * @param body a body that says everything the schema knows, where the operation takes JSON
 */
public record Operation(String id, String method, String path, List<String> idParameters, Optional<JsonNode> body) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All operations of the document that the running service answers. */
    public static List<Operation> all() {
        JsonNode document = read(given().get("/q/openapi?format=json").asString());
        List<Operation> all = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> all.add(of(document, path.getKey(), method.getKey(), method.getValue()))));
        return List.copyOf(all);
    }

    private static Operation of(JsonNode document, String path, String method, JsonNode described) {
        List<String> ids = new ArrayList<>();
        for (JsonNode parameter : described.path("parameters")) {
            JsonNode schema = resolved(document, parameter.path("schema"));
            boolean takesId = schema.path("format").asText().equals("uuid")
                    || parameter.path("name").asText().endsWith("_id");
            if (parameter.path("in").asText().equals("query") && takesId) {
                ids.add(parameter.path("name").asText());
            }
        }
        JsonNode schema = described.at("/requestBody/content/application~1json/schema");
        Optional<JsonNode> body = schema.isMissingNode() ? Optional.empty() : Optional.of(sample(document, schema, 0));
        return new Operation(described.path("operationId").asText(), method.toUpperCase(Locale.ROOT), path, ids, body);
    }

    /** Whether its path names something. */
    public boolean namesSomething() {
        return path.contains("{");
    }

    /** Whether its body refers to anything by id. */
    public boolean bodyNamesIds() {
        return body.isPresent() && !body.get().equals(withIds(body.get(), _ -> "replaced"));
    }

    /** The collection that its path begins with, as {@code things} in {@code /api/v1/things/{id}}. */
    public String collection() {
        return path.replaceFirst("/api/v1/([^/]+).*", "$1");
    }

    /** Calls it with this id in its path, and the body with every id in it replaced. */
    public Response call(RequestSpecification caller, String idInPath, UnaryOperator<String> idOfField) {
        RequestSpecification request = caller.urlEncodingEnabled(true);
        body.ifPresent(sample -> request.contentType("application/json")
                .body(withIds(sample, idOfField).toString()));
        return request.request(method, path.replaceAll("\\{[^}]+}", idInPath));
    }

    private static JsonNode withIds(JsonNode sample, UnaryOperator<String> idOfField) {
        JsonNode copy = sample.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (field.getValue().isTextual() && isId(field.getValue().asText())) {
                    object.put(field.getKey(), idOfField.apply(field.getKey()));
                } else if (field.getValue().isObject()) {
                    object.set(field.getKey(), withIds(field.getValue(), idOfField));
                }
            });
        }
        return copy;
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static JsonNode sample(JsonNode document, JsonNode reference, int depth) {
        JsonNode schema = resolved(document, reference);
        for (String alternative : List.of("oneOf", "anyOf", "allOf")) {
            for (JsonNode option : schema.path(alternative)) {
                if (!option.path("type").asText().equals("null")) {
                    return sample(document, option, depth);
                }
            }
        }
        JsonNode example = schema.path("examples").path(0);
        if (!example.isMissingNode() && !example.isNull()) {
            return parsed(example, schema);
        }
        if (schema.has("properties") && depth < 5) {
            ObjectNode object = JSON.createObjectNode();
            schema.get("properties")
                    .properties()
                    .forEach(property ->
                            object.set(property.getKey(), sample(document, property.getValue(), depth + 1)));
            return object;
        }
        if (!schema.path("enum").isMissingNode()) {
            return schema.path("enum").get(0);
        }
        return switch (schema.path("type").toString()) {
            case String type
            when type.contains("array") ->
                JSON.createArrayNode().add(sample(document, schema.path("items"), depth + 1));
            case String type
            when type.contains("integer") -> JSON.getNodeFactory().numberNode(1);
            case String type
            when type.contains("boolean") -> JSON.getNodeFactory().booleanNode(false);
            case String type when type.contains("object") -> JSON.createObjectNode();
            default -> JSON.getNodeFactory().textNode(textOf(schema));
        };
    }

    /** Examples of numbers, arrays and objects are written as text in annotations. */
    private static JsonNode parsed(JsonNode example, JsonNode schema) {
        boolean text = schema.path("type").toString().contains("string");
        return example.isTextual() && !text ? read(example.asText()) : example;
    }

    private static String textOf(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> new UUID(0, 1).toString();
            case "date-time" -> "2026-11-30T10:00:00Z";
            default -> "text";
        };
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
