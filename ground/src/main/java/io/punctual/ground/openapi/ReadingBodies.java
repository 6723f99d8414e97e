package io.punctual.ground.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** A resource that takes {@code Reading<Document>} takes a document; the wrapper is ours alone. */
final class ReadingBodies {
    private static final String PREFIX = "#/components/schemas/";

    private ReadingBodies() {}

    static void unwrap(OpenAPI api) {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        if (api.getComponents().getSchemas() != null) {
            schemas.putAll(api.getComponents().getSchemas());
        }
        Map<String, Schema> wrappers = new LinkedHashMap<>();
        schemas.forEach((name, schema) -> {
            if (name.startsWith("Reading") && isWrapper(schema)) {
                wrappers.put(PREFIX + name, schema.getProperties().get("value"));
            }
        });
        if (wrappers.isEmpty()) {
            return;
        }
        for (PathItem path : api.getPaths().getPathItems().values()) {
            path.getOperations().values().forEach(operation -> unwrap(operation.getRequestBody(), wrappers));
        }
        wrappers.keySet().forEach(ref -> schemas.remove(ref.substring(PREFIX.length())));
        schemas.remove("Faults");
        api.getComponents().setSchemas(schemas);
    }

    private static boolean isWrapper(Schema schema) {
        return schema.getProperties() != null && schema.getProperties().keySet().equals(Set.of("value", "faults"));
    }

    private static void unwrap(@Nullable RequestBody body, Map<String, Schema> wrappers) {
        if (body == null || body.getContent() == null) {
            return;
        }
        for (MediaType media : body.getContent().getMediaTypes().values()) {
            Schema schema = media.getSchema();
            Schema inner = schema == null || schema.getRef() == null ? null : wrappers.get(schema.getRef());
            if (inner != null) {
                media.setSchema(present(inner));
            }
        }
    }

    /** The value may be null inside, but a body is always something. */
    private static Schema present(Schema value) {
        List<Schema> choices = value.getAnyOf();
        if (choices == null) {
            return value;
        }
        return choices.stream()
                .filter(choice -> choice.getRef() != null)
                .findFirst()
                .orElse(value);
    }
}
