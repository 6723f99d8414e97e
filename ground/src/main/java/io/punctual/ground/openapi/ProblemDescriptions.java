package io.punctual.ground.openapi;

import io.punctual.ground.problem.ProblemJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** How refusals look: the schema of a problem, and a response for each status. */
final class ProblemDescriptions {
    private static final Map<Integer, String> MEANINGS = new TreeMap<>(Map.of(
            400, "The body is not well-formed JSON.",
            401, "No valid credentials.",
            403, "The role does not allow it.",
            404, "There is no such thing, or it is another firm's.",
            409, "The present state does not allow it, or somebody else was quicker.",
            412, "It has changed since it was read.",
            413, "The body is too large.",
            415, "The body is of another media type.",
            422, "Rules are broken; errors names every one.",
            429, "Too much at once; Retry-After says when to come back."));

    static {
        MEANINGS.put(406, "There is no representation of the kind that Accept asks for.");
        MEANINGS.put(500, "Something went wrong here.");
    }

    private ProblemDescriptions() {}

    static void addTo(Components components) {
        Map<String, Schema> known = components.getSchemas() == null ? Map.of() : components.getSchemas();
        if (!known.containsKey("Problem")) {
            components.addSchema("Problem", problem());
        }
    }

    /** A refusal with this status, which is one of those that {@link Refusals} names. */
    static APIResponse response(int status) {
        APIResponse response = OASFactory.createAPIResponse()
                .description(MEANINGS.get(status))
                .content(OASFactory.createContent()
                        .addMediaType(
                                ProblemJson.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("Problem"))));
        if (status == 429) {
            response.addHeader("Retry-After", retryAfter());
        }
        return response;
    }

    private static Header retryAfter() {
        return OASFactory.createHeader()
                .description("Seconds to wait.")
                .schema(OASFactory.createSchema()
                        .addType(SchemaType.INTEGER)
                        .minimum(BigDecimal.ONE)
                        .examples(List.of(2)));
    }

    private static Schema problem() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("A refusal (RFC 9457).")
                .required(List.of("type", "title", "status", "detail", "code"))
                .addProperty("type", text("Always about:blank: code tells the kind.", "about:blank"))
                .addProperty("title", text("The HTTP status in words.", "Unprocessable Content"))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(SchemaType.INTEGER)
                                .format("int32")
                                .minimum(BigDecimal.valueOf(400))
                                .maximum(BigDecimal.valueOf(599))
                                .description("The HTTP status.")
                                .examples(List.of(422)))
                .addProperty(
                        "detail", text("What is wrong, for people.", "The request breaks the rules listed in errors."))
                .addProperty("code", text("What is wrong, for machines; stable.", "invalid_request"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(SchemaType.ARRAY)
                                .description(
                                        "Everything that is wrong with the input; absent where the input is not at fault.")
                                .items(fault()));
    }

    private static Schema fault() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("One thing that is wrong.")
                .required(List.of("field", "code", "message"))
                .addProperty("field", text("Where; empty for the body as a whole.", "steps[0].delay_minutes"))
                .addProperty("code", text("What, for machines; stable.", "out_of_range"))
                .addProperty("message", text("What, for people.", "Must be at most 525600."));
    }

    private static Schema text(String description, String example) {
        return OASFactory.createSchema()
                .addType(SchemaType.STRING)
                .description(description)
                .examples(List.of(example));
    }
}
