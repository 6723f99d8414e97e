package io.punctual.ground.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.problem.Faults;
import java.util.ArrayList;
import java.util.Map;

/** Finds text that no database row can hold: the character NUL. */
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
                    if (member.getKey().indexOf(0) >= 0) {
                        faults.add("", "control_character", "A member's name holds the character NUL.");
                        object.remove(member.getKey());
                    } else if (isBroken(member.getValue())) {
                        report(faults.at(member.getKey()));
                        object.remove(member.getKey());
                    } else {
                        new TextFaults(faults.at(member.getKey())).collect(member.getValue());
                    }
                }
            }
            case ArrayNode array -> {
                for (int index = 0; index < array.size(); index++) {
                    Faults element = faults.at("[" + index + "]");
                    if (isBroken(array.get(index))) {
                        report(element);
                        array.setNull(index);
                    } else {
                        new TextFaults(element).collect(array.get(index));
                    }
                }
            }
            default -> {}
        }
    }

    private static boolean isBroken(JsonNode node) {
        return node.isTextual() && node.textValue().indexOf(0) >= 0;
    }

    private static void report(Faults at) {
        at.add("", "control_character", "The text holds the character NUL.");
    }
}
