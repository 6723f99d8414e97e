package io.punctual.ground.test.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Takes a good body and makes one thing of it wrong. */
final class Spoiling {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** In place of any value, as written in JSON. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-1e-400",
            "2147483648",
            "9223372036854775808",
            "9".repeat(600),
            "1e1000000000",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\ud83d\udca3\"",
            "\"\\ufeff\\u202e\"",
            "[]",
            "{}",
            "[null]",
            "[[[[[[]]]]]]",
            "{\"a\": {\"b\": {\"c\": null}}}",
            "NaN",
            "tru",
            "01",
            "'single'",
            "\"\\x\"",
            "\"\t\"");

    private final Random random;

    Spoiling(Random random) {
        this.random = random;
    }

    byte[] spoil(JsonNode good) {
        return switch (random.nextInt(6)) {
            case 0 -> spoilBytes(bytes(good));
            case 1 -> bytes(withOther(good));
            default -> bytes(withWrongValue(good));
        };
    }

    static byte[] bytes(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One value anywhere is replaced. */
    private JsonNode withWrongValue(JsonNode good) {
        JsonNode copy = good.deepCopy();
        List<Runnable> places = new ArrayList<>();
        collect(copy, places);
        if (places.isEmpty()) {
            return wrongValue();
        }
        Garbage.one(places, random).run();
        return copy;
    }

    private void collect(JsonNode json, List<Runnable> places) {
        if (json instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                places.add(() -> object.set(member.getKey(), wrongValue()));
                collect(member.getValue(), places);
            });
        }
        if (json instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                places.add(() -> array.set(at, wrongValue()));
                collect(array.get(i), places);
            }
        }
    }

    private JsonNode wrongValue() {
        return switch (random.nextInt(40)) {
            case 0 -> JSON.textNode("x".repeat(20_000));
            case 1 -> JSON.rawValueNode(new RawValue("[".repeat(3000) + "]".repeat(3000)));
            default ->
                random.nextBoolean()
                        ? JSON.rawValueNode(new RawValue(Garbage.one(VALUES, random)))
                        : JSON.textNode(Garbage.one(Garbage.TEXTS, random));
        };
    }

    /** A member too much, too little, or twice. */
    private JsonNode withOther(JsonNode good) {
        if (!(good instanceof ObjectNode) || good.isEmpty()) {
            return JSON.arrayNode().add(good);
        }
        ObjectNode copy = good.deepCopy();
        List<String> members = new ArrayList<>();
        copy.fieldNames().forEachRemaining(members::add);
        String member = Garbage.one(members, random);
        switch (random.nextInt(4)) {
            case 0 -> copy.remove(member);
            case 1 ->
                copy.put(
                        Garbage.one(
                                List.of("", "__proto__", "id", "firm_id", "class", "\ud83d\udca3", "a\u0000"), random),
                        1);
            case 2 -> copy.set(member + "\u200b", copy.remove(member));
            default -> {
                String text = copy.toString();
                String twice = "\"" + member + "\":" + copy.get(member) + ",";
                return JSON.rawValueNode(new RawValue("{" + twice + text.substring(1)));
            }
        }
        return copy;
    }

    /** What is no longer JSON, or not in UTF-8. */
    private byte[] spoilBytes(byte[] good) {
        return switch (random.nextInt(12)) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOf(good, random.nextInt(good.length));
            case 2 -> joined(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, good);
            case 3 -> joined(good, new byte[] {'}'});
            case 4 -> joined(good, good);
            case 5 -> withByte(good, (byte) 0xff);
            case 6 -> withByte(good, (byte) 0);
            case 7 -> withByte(good, (byte) 0xc3);
            case 8 -> new String(good, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            case 9 -> "[".repeat(20_000).getBytes(StandardCharsets.UTF_8);
            case 10 -> joined(" ".repeat(30_000).getBytes(StandardCharsets.UTF_8), good);
            default ->
                Garbage.one(List.of("null", "[]", "0", "\"\"", "{", "/**/{}", "{\"a\":1,}"), random)
                        .getBytes(StandardCharsets.UTF_8);
        };
    }

    private byte[] withByte(byte[] good, byte other) {
        byte[] copy = good.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] = other;
        }
        return copy;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
