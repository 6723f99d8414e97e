package io.punctual.ground.test.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Holds JSON against a schema, as strictly as the document's reader would like: a property that no schema names is a fault
 * (unless {@code additionalProperties} says otherwise), and so is a keyword that this check does not know.
 */
final class SchemaCheck {
    private static final Set<String> ANNOTATIONS = Set.of(
            "description",
            "title",
            "examples",
            "example",
            "default",
            "readOnly",
            "writeOnly",
            "deprecated",
            "externalDocs");

    private final Description description;

    SchemaCheck(Description description) {
        this.description = description;
    }

    /** Everything in which the value does not keep the schema. */
    List<String> faults(JsonNode schema, JsonNode value) {
        List<String> faults = new ArrayList<>();
        check(schema, value, "", faults);
        return faults;
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> faults) {
        keywords(schema, value, at, faults);
        if (value.isObject()) {
            Set<String> named = new TreeSet<>();
            if (collectNames(schema, named)) {
                value.fieldNames().forEachRemaining(name -> {
                    if (!named.contains(name)) {
                        faults.add(at + "." + name + " is not in the document");
                    }
                });
            }
        }
    }

    /** Whether the schema, with all that it is made of, names all properties that may be. */
    private boolean collectNames(JsonNode schema, Collection<String> names) {
        boolean closed = schema.has("properties");
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        List<JsonNode> parts = new ArrayList<>();
        if (schema.has("$ref")) {
            parts.add(description.resolved(schema));
        }
        for (String choice : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(choice).forEach(parts::add);
        }
        for (JsonNode part : parts) {
            closed |= collectNames(part, names);
        }
        JsonNode others = schema.path("additionalProperties");
        return closed && (others.isMissingNode() || (others.isBoolean() && !others.booleanValue()));
    }

    private void keywords(JsonNode schema, JsonNode value, String at, List<String> faults) {
        schema.properties().forEach(entry -> {
            JsonNode rule = entry.getValue();
            String keyword = entry.getKey();
            switch (keyword) {
                case "$ref" -> keywords(description.resolved(schema), value, at, faults);
                case "allOf" -> rule.forEach(part -> keywords(part, value, at, faults));
                case "anyOf" -> require(matches(rule, value) >= 1, "is none of anyOf", at, value, faults);
                case "oneOf" -> require(matches(rule, value) == 1, "is not exactly one of oneOf", at, value, faults);
                case "properties" ->
                    rule.properties().stream()
                            .filter(property -> value.has(property.getKey()))
                            .forEach(property -> check(
                                    property.getValue(),
                                    value.get(property.getKey()),
                                    at + "." + property.getKey(),
                                    faults));
                case "additionalProperties" -> {
                    if (rule.isObject()) {
                        value.properties().stream()
                                .filter(property -> !schema.path("properties").has(property.getKey()))
                                .forEach(property ->
                                        check(rule, property.getValue(), at + "." + property.getKey(), faults));
                    }
                }
                case "items" -> {
                    if (value.isArray()) {
                        value.forEach(item -> check(rule, item, at + "[]", faults));
                    }
                }
                case "required" ->
                    rule.forEach(name -> require(
                            !value.isObject() || value.has(name.asText()),
                            "lacks " + name.asText(),
                            at,
                            value,
                            faults));
                default -> {
                    if (!ANNOTATIONS.contains(keyword) && !keyword.startsWith("x-")) {
                        require(
                                holds(keyword, rule, value),
                                keyword + " " + rule + " does not hold",
                                at,
                                value,
                                faults);
                    }
                }
            }
        });
    }

    private long matches(JsonNode choices, JsonNode value) {
        return StreamSupport.stream(choices.spliterator(), false)
                .filter(choice -> faults(choice, value).isEmpty())
                .count();
    }

    private static boolean holds(String keyword, JsonNode rule, JsonNode value) {
        return switch (keyword) {
            case "type" ->
                rule.isArray()
                        ? StreamSupport.stream(rule.spliterator(), false).anyMatch(type -> isA(type.asText(), value))
                        : isA(rule.asText(), value);
            case "enum" -> StreamSupport.stream(rule.spliterator(), false).anyMatch(value::equals);
            case "const" -> rule.equals(value);
            case "minimum" -> !value.isNumber() || number(value).compareTo(number(rule)) >= 0;
            case "maximum" -> !value.isNumber() || number(value).compareTo(number(rule)) <= 0;
            case "minLength" -> !value.isTextual() || length(value) >= rule.intValue();
            case "maxLength" -> !value.isTextual() || length(value) <= rule.intValue();
            case "minItems" -> !value.isArray() || value.size() >= rule.intValue();
            case "maxItems" -> !value.isArray() || value.size() <= rule.intValue();
            case "uniqueItems" -> !value.isArray() || Set.copyOf(values(value)).size() == value.size();
            case "pattern" ->
                !value.isTextual()
                        || Pattern.compile(rule.asText())
                                .matcher(value.asText())
                                .find();
            case "format" -> !value.isTextual() || isFormatted(rule.asText(), value.asText());
            default -> throw new IllegalStateException("A keyword that this check has to learn: " + keyword);
        };
    }

    private static List<JsonNode> values(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).distinct().toList();
    }

    private static boolean isA(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private static boolean isFormatted(String format, String text) {
        try {
            switch (format) {
                case "date-time" -> OffsetDateTime.parse(text);
                case "uuid" -> {
                    return UUID.fromString(text).toString().equals(text);
                }
                case "uri", "uri-reference" -> URI.create(text);
                default -> {
                    return true;
                }
            }
            return true;
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return false;
        }
    }

    private static BigDecimal number(JsonNode node) {
        return node.decimalValue();
    }

    private static int length(JsonNode text) {
        return text.textValue().codePointCount(0, text.textValue().length());
    }

    private static void require(boolean holds, String rule, String at, JsonNode value, List<String> faults) {
        if (!holds) {
            String shown = value.toString();
            faults.add((at.isEmpty() ? "the body" : at) + ": " + rule + " for "
                    + shown.substring(0, Math.min(100, shown.length())));
        }
    }
}
