package io.punctual.ground.test.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A service's OpenAPI document, as far as the fuzz reads it. */
final class Description {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode root;

    /** One parameter of an operation. */
    record Parameter(String name, String in, boolean required, JsonNode schema) {}

    /** One operation; {@code bodies} are the media type objects of its request by media type, in the document's order. */
    record Operation(
            String method,
            String path,
            String id,
            List<Parameter> parameters,
            Map<String, JsonNode> bodies,
            JsonNode responses) {

        List<Parameter> parametersIn(String place) {
            return parameters.stream().filter(it -> it.in().equals(place)).toList();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    Description(String json) {
        try {
            root = new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("It is no JSON", e);
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry -> operations.add(
                                operation(path.getKey(), path.getValue(), entry.getKey(), entry.getValue()))));
        return operations;
    }

    private Operation operation(String path, JsonNode item, String method, JsonNode operation) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
            for (JsonNode each : list) {
                Parameter parameter = parameter(resolved(each));
                parameters.put(parameter.in() + " " + parameter.name(), parameter);
            }
        }
        Map<String, JsonNode> bodies = new LinkedHashMap<>();
        resolved(operation.path("requestBody"))
                .path("content")
                .properties()
                .forEach(media -> bodies.put(media.getKey(), media.getValue()));
        return new Operation(
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                operation.path("operationId").asText(),
                List.copyOf(parameters.values()),
                bodies,
                operation.path("responses"));
    }

    private static Parameter parameter(JsonNode parameter) {
        return new Parameter(
                parameter.path("name").asText(),
                parameter.path("in").asText(),
                parameter.path("required").asBoolean(),
                parameter.path("schema"));
    }

    /** What a reference stands for; anything else stands for itself. */
    JsonNode resolved(JsonNode node) {
        String ref = node.path("$ref").asText();
        return ref.startsWith("#/") ? root.at(ref.substring(1)) : node;
    }
}
