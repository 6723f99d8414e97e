package io.punctual.ground.test.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;

/** JSON as a schema wants it, for one request: its ids are of things that exist, its ends come after its starts. */
final class ValidValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEP = 8;
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    /** What schemas can hardly say of these texts. */
    private static final Map<String, List<String>> WORDS = Map.of(
            "time_zone", List.of("Europe/Berlin", "America/New_York", "UTC"),
            "locale", List.of("en-GB", "de-DE"),
            "phone", List.of("+493012345678"),
            "country", List.of("DE", "US"),
            "default_country", List.of("DE", "US"));

    private final Description description;
    private final Names names;
    private final Random random;
    private final Instant moment;

    ValidValues(Description description, Names names, Random random, Instant around) {
        this.description = description;
        this.names = names;
        this.random = random;
        moment = around.truncatedTo(ChronoUnit.MINUTES).plus(random.nextInt(-2000, 20000), ChronoUnit.MINUTES);
    }

    /** A body by its media type object: one of its examples, with ids of today, or made from its schema. */
    JsonNode body(JsonNode media) {
        List<JsonNode> examples = new ArrayList<>();
        media.path("examples")
                .forEach(example -> examples.add(description.resolved(example).path("value")));
        if (media.has("example")) {
            examples.add(media.get("example"));
        }
        return examples.isEmpty() || random.nextInt(3) == 0
                ? of(media.path("schema"), "", 0)
                : renewed(Garbage.one(examples, random));
    }

    /** The example with every id replaced, equal ones by equal ones. */
    private JsonNode renewed(JsonNode example) {
        Map<String, String> replaced = new HashMap<>();
        replacements("", example, replaced);
        return renewed(example, replaced);
    }

    private void replacements(String kind, JsonNode json, Map<String, String> replaced) {
        if (json.isTextual() && UUID_TEXT.matcher(json.textValue()).matches()) {
            replaced.computeIfAbsent(json.textValue(), any -> names.any(kind, random));
        }
        json.forEach(item -> {
            if (json.isArray()) {
                replacements(kind, item, replaced);
            }
        });
        json.properties()
                .forEach(member -> replacements(
                        member.getKey().equals("id") ? kind : Names.kindOf(member.getKey()),
                        member.getValue(),
                        replaced));
    }

    private JsonNode renewed(JsonNode json, Map<String, String> replaced) {
        if (json.isObject()) {
            ObjectNode copy = JSON.objectNode();
            json.properties().forEach(member -> copy.set(member.getKey(), renewed(member.getValue(), replaced)));
            return copy;
        }
        if (json.isArray()) {
            ArrayNode copy = JSON.arrayNode();
            json.forEach(item -> copy.add(renewed(item, replaced)));
            return copy;
        }
        String other = json.isTextual() ? replaced.get(json.textValue()) : null;
        return other == null ? json : JSON.textNode(other);
    }

    /** A value for the member or parameter of this name. */
    JsonNode of(JsonNode schema, String name) {
        return of(schema, name, 0);
    }

    private JsonNode of(JsonNode schema, String name, int depth) {
        if (schema.has("const")) {
            return schema.get("const");
        }
        for (String choice : List.of("enum", "oneOf", "anyOf")) {
            JsonNode choices = schema.path(choice);
            if (!choices.isEmpty()) {
                JsonNode chosen = choices.get(random.nextInt(choices.size()));
                return choice.equals("enum") ? chosen : of(chosen, name, depth + 1);
            }
        }
        if (schema.has("$ref")) {
            return of(description.resolved(schema), name, depth + 1);
        }
        return switch (typeOf(schema)) {
            case "object" -> object(schema, name, depth);
            case "array" -> array(schema, name, depth);
            case "integer", "number" -> number(schema);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> text(schema, name);
        };
    }

    private String typeOf(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.get(random.nextInt(type.size())).asText();
        }
        if (type.isMissingNode()) {
            return schema.has("properties") || schema.has("allOf")
                    ? "object"
                    : schema.has("maximum") ? "integer" : "string";
        }
        return type.asText();
    }

    private JsonNode object(JsonNode schema, String name, int depth) {
        ObjectNode object = JSON.objectNode();
        schema.path("allOf")
                .forEach(part -> of(part, name, depth + 1)
                        .properties()
                        .forEach(member -> object.set(member.getKey(), member.getValue())));
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(each -> required.add(each.asText()));
        schema.path("properties").properties().forEach(property -> {
            boolean chosen = depth < DEEP
                    && random.nextInt(3) > 0
                    // Where a thing can be named or given, one of both is enough.
                    && !object.has(property.getKey() + "_id")
                    && !object.has(property.getKey().replaceAll("_id$", ""));
            boolean wanted = required.contains(property.getKey()) || chosen;
            if (wanted && !property.getValue().path("readOnly").asBoolean()) {
                String inside = property.getKey().equals("id") ? name : property.getKey();
                object.set(property.getKey(), of(property.getValue(), inside, depth + 1));
            }
        });
        return object;
    }

    private JsonNode array(JsonNode schema, String name, int depth) {
        JsonNode examples = schema.path("examples");
        if (!examples.isEmpty() && random.nextInt(2) == 0) {
            return examples.get(random.nextInt(examples.size()));
        }
        ArrayNode array = JSON.arrayNode();
        int fewest = schema.path("minItems").asInt(0);
        int size = Math.min(fewest + random.nextInt(3), schema.path("maxItems").asInt(Integer.MAX_VALUE));
        for (int i = 0; i < size; i++) {
            array.add(of(schema.path("items"), name, depth + 1));
        }
        return array;
    }

    private JsonNode number(JsonNode schema) {
        JsonNode examples = schema.path("examples");
        if (!examples.isEmpty() && random.nextInt(2) == 0) {
            return examples.get(random.nextInt(examples.size()));
        }
        long least = schema.path("minimum").asLong(-1000);
        long most = schema.path("maximum").asLong(Math.max(least, 0) + 1000);
        return JSON.numberNode(
                switch (random.nextInt(4)) {
                    case 0 -> least;
                    case 1 -> most;
                    default -> least + random.nextLong(Math.max(1, Math.min(most - least, 5000)));
                });
    }

    private JsonNode text(JsonNode schema, String name) {
        JsonNode examples = schema.path("examples");
        return JSON.textNode(
                switch (schema.path("format").asText()) {
                    case "uuid" -> names.any(Names.kindOf(name), random);
                    case "date-time" -> instant(name);
                    case "email" -> email();
                    default -> {
                        if (name.equals("email")) {
                            yield email();
                        }
                        if (!examples.isEmpty() && random.nextInt(4) > 0) {
                            yield examples.get(random.nextInt(examples.size())).asText();
                        }
                        if (WORDS.containsKey(name)) {
                            yield Garbage.one(WORDS.get(name), random);
                        }
                        int longest = schema.path("maxLength").asInt(40);
                        String word = "word " + UUID.randomUUID();
                        yield word.substring(0, Math.min(word.length(), Math.max(1, longest)));
                    }
                });
    }

    private String email() {
        return "fuzz." + Long.toString(random.nextLong() >>> 1, 36) + "@client.example";
    }

    private String instant(String name) {
        boolean late = name.startsWith("end") || name.equals("to") || name.startsWith("expire");
        return moment.plus(late ? 30 : 0, ChronoUnit.MINUTES).toString();
    }
}
