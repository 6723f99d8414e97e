package io.punctual.workflow.definition;

import com.fasterxml.jackson.databind.JsonNode;

/** What text can be stored, and shown on one line. */
final class Texts {
    private Texts() {}

    /** Whether nothing in it breaks a line, controls a terminal or cannot be stored. */
    static boolean isOneLine(String text) {
        return text.codePoints().noneMatch(Texts::breaksLine) && isStorable(text);
    }

    /** Whether every text and field name in it can be stored: PostgreSQL knows no U+0000, and UTF-8 no lone surrogate. */
    static boolean isStorable(JsonNode node) {
        if (node.isTextual()) {
            return isStorable(node.textValue());
        }
        for (var field : node.properties()) {
            if (!isStorable(field.getKey()) || !isStorable(field.getValue())) {
                return false;
            }
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (!isStorable(element)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    private static boolean breaksLine(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
