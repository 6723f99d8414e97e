package io.punctual.workflow.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The contract's events, as the appointments service would send them. */
public final class Documents {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Documents() {}

    /** The contract's example of a type, such as {@code created}. */
    public static ObjectNode event(String name) {
        try (InputStream file = Documents.class.getResourceAsStream("/contract/" + name + ".json")) {
            return (ObjectNode) MAPPER.readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A created event with an id of its own. */
    public static ObjectNode created(String id) {
        return event("created").put("id", id);
    }

    /** The object at a path such as {@code data.appointment}. */
    public static ObjectNode at(ObjectNode event, String path) {
        return (ObjectNode) event.at('/' + path.replace('.', '/'));
    }

    /** What would be sent. */
    public static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
