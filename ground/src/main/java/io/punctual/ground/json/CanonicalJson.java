package io.punctual.ground.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One text for all JSON that says the same: keys sorted, no white space, text in ASCII with escapes, and numbers by their
 * value ({@code 1}, {@code 1.0} and {@code 10e-1} are equal).
 */
public final class CanonicalJson {
    private final StringBuilder out = new StringBuilder(1024);

    private CanonicalJson() {}

    /** The canonical text. */
    public static String of(JsonNode node) {
        CanonicalJson canonical = new CanonicalJson();
        canonical.value(node);
        return canonical.out.toString();
    }

    /** The SHA-256 of the canonical text. */
    public static byte[] hash(JsonNode node) {
        return sha256(of(node));
    }

    /** The SHA-256 of an object's canonical text, apart from some of its own fields. */
    public static byte[] hash(JsonNode object, Set<String> without) {
        CanonicalJson canonical = new CanonicalJson();
        canonical.object(object, without);
        return sha256(canonical.out.toString());
    }

    private static byte[] sha256(String canonical) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void value(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node, Set.of());
            case ARRAY -> array(node);
            case STRING -> text(node.textValue());
            case NUMBER -> number(node.decimalValue());
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL, MISSING, BINARY, POJO -> out.append("null");
        }
    }

    private void object(JsonNode node, Set<String> without) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(property -> sorted.put(property.getKey(), property.getValue()));
        sorted.keySet().removeAll(without);
        out.append('{');
        sorted.forEach((key, value) -> {
            text(key);
            out.append(':');
            value(value);
            out.append(',');
        });
        out.append('}');
    }

    private void array(JsonNode node) {
        out.append('[');
        node.forEach(element -> {
            value(element);
            out.append(',');
        });
        out.append(']');
    }

    private void number(BigDecimal number) {
        // Never the plain form: 1e999999999 would fill the memory.
        BigDecimal stripped = number.stripTrailingZeros();
        out.append(stripped.unscaledValue()).append('e').append(-(long) stripped.scale());
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                out.append(c);
            } else {
                out.append("\\u").append(Integer.toHexString(c | 0x10000), 1, 5);
            }
        }
        out.append('"');
    }
}
