package io.punctual.ground.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.problem.Faults;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds text that no database row can hold and no answer can say: the character NUL, and half a surrogate pair. */
final class TextFaults {
    private final Faults faults;

    TextFaults(Faults faults) {
        this.faults = faults;
    }

    /** Records the faults of a tree and takes their texts out of it. */
    void collect(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> member : new ArrayList<>(object.properties())) {
                    String name = fault(member.getKey());
                    String value = fault(member.getValue().textValue());
                    if (name != null) {
                        faults.add("", name, "A member's name holds what no text may.");
                        object.remove(member.getKey());
                    } else if (value != null) {
                        report(value, faults.at(member.getKey()));
                        object.remove(member.getKey());
                    } else {
                        new TextFaults(faults.at(member.getKey())).collect(member.getValue());
                    }
                }
            }
            case ArrayNode array -> {
                for (int index = 0; index < array.size(); index++) {
                    Faults element = faults.at("[" + index + "]");
                    String value = fault(array.get(index).textValue());
                    if (value != null) {
                        report(value, element);
                        array.setNull(index);
                    } else {
                        new TextFaults(element).collect(array.get(index));
                    }
                }
            }
            default -> {}
        }
    }

    /** The code of what is wrong with a text, or null where nothing is. */
    private static @Nullable String fault(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.indexOf(0) >= 0) {
            return "control_character";
        }
        boolean broken = text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return broken ? "invalid_text" : null;
    }

    private static void report(String code, Faults at) {
        at.add(
                "",
                code,
                code.equals("invalid_text")
                        ? "The text holds half a surrogate pair."
                        : "The text holds the character NUL.");
    }
}
