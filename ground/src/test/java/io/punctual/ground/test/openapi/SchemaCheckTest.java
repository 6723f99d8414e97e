package io.punctual.ground.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
    private static final Description DESCRIPTION = new Description("""
            {"components": {"schemas": {
              "Colour": {"type": "string", "enum": ["red", "green"]},
              "Base": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "format": "uuid"}}}}}}""");

    @Test
    void whatKeepsTheSchemaIsFine() {
        assertThat(faults("""
                {"allOf": [{"$ref": "#/components/schemas/Base"}], "properties": {
                  "at": {"type": ["string", "null"], "format": "date-time"},
                  "colour": {"anyOf": [{"$ref": "#/components/schemas/Colour"}, {"type": "null"}]},
                  "any": {"type": "object", "additionalProperties": {"type": "integer"}}}}""", """
                {"id": "0198c3a2-7f00-7000-8000-00000000b001", "at": "2026-11-24T09:00:00Z", "colour": null, "any": {"x": 1}}""")).isEmpty();
    }

    @Test
    void everyFaultIsNamed() {
        assertThat(faults("""
                {"allOf": [{"$ref": "#/components/schemas/Base"}], "properties": {
                  "at": {"type": "string", "format": "date-time"},
                  "colour": {"$ref": "#/components/schemas/Colour"},
                  "count": {"type": "integer", "maximum": 3},
                  "names": {"type": "array", "items": {"type": "string", "minLength": 1}}}}""", """
                {"at": "yesterday", "colour": "blue", "count": 4, "names": ["", 1], "other": true}"""))
                .extracting(fault -> fault.replaceAll(" for .*", ""))
                .containsExactlyInAnyOrder(
                        "the body: lacks id",
                        ".at: format \"date-time\" does not hold",
                        ".colour: enum [\"red\",\"green\"] does not hold",
                        ".count: maximum 3 does not hold",
                        ".names[]: minLength 1 does not hold",
                        ".names[]: type \"string\" does not hold",
                        ".other is not in the document");
    }

    @Test
    void aKeywordThatItDoesNotKnowIsNotPassedOver() {
        assertThatThrownBy(() -> faults("{\"dependentRequired\": {}}", "{}")).hasMessageContaining("dependentRequired");
    }

    private static List<String> faults(String schema, String value) {
        try {
            ObjectMapper json = new ObjectMapper();
            return new SchemaCheck(DESCRIPTION).faults(json.readTree(schema), json.readTree(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
