package io.punctual.ground.problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Adds to each operation of the OpenAPI document the refusals that any request can meet, where it does not describe them itself. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class DocumentedProblems implements OASFilter {
    private static final Map<String, String> ALWAYS = new TreeMap<>(Map.of(
            "401", "Who calls is not known.",
            "403", "Who calls may not do this."));
    private static final Map<String, String> WITH_PATH_PARAMETER =
            new TreeMap<>(Map.of("404", "There is no such thing, or it belongs to another firm."));
    private static final Map<String, String> CHANGING = new TreeMap<>(Map.of(
            "409", "The state of things does not allow it, or somebody else changed it at the same time.",
            "412", "`If-Match` names another state than the present one."));
    private static final Map<String, String> WITH_BODY = new TreeMap<>(Map.of(
            "400", "The body is no JSON.",
            "413", "The body is too large.",
            "415", "The body has another media type than JSON."));
    private static final Map<String, String> WITH_INPUT =
            new TreeMap<>(Map.of("422", "It breaks rules, all of which are named in `errors`."));

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSchema("Problem", problem()).addSchema("Fault", fault());
        if (document.getPaths() == null) {
            return;
        }
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith("/api/")) {
                item.getOperations().forEach((method, operation) -> complete(path, method, operation));
            }
        });
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        add(operation, ALWAYS);
        if (path.contains("{")) {
            add(operation, WITH_PATH_PARAMETER);
        }
        if (method != PathItem.HttpMethod.GET) {
            add(operation, CHANGING);
        }
        boolean body = operation.getRequestBody() != null;
        if (body) {
            add(operation, WITH_BODY);
        }
        if (body
                || (operation.getParameters() != null
                        && !operation.getParameters().isEmpty())) {
            add(operation, WITH_INPUT);
        }
    }

    private static void add(Operation operation, Map<String, String> answers) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        answers.forEach((status, description) -> {
            if (!operation.getResponses().hasAPIResponse(status)) {
                operation.getResponses().addAPIResponse(status, answer(description));
            } else if (operation.getResponses().getAPIResponse(status).getContent() == null) {
                // Quarkus adds bare 401 and 403 of its own.
                operation.getResponses().addAPIResponse(status, answer(description));
            }
        });
    }

    private static APIResponse answer(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                ProblemJson.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
    }

    private static Schema problem() {
        return object("A refusal, as RFC 9457 has it.")
                .addProperty("type", text("Always about:blank.", "about:blank"))
                .addProperty("title", text("The status in words.", "Unprocessable Content"))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.INTEGER))
                                .description("The HTTP status.")
                                .addExample(422))
                .addProperty(
                        "detail", text("What is wrong, for people.", "The request breaks the rules listed in errors."))
                .addProperty("code", text("What is wrong, for programs: stable.", "invalid_request"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.ARRAY))
                                .description("Every fault of bad input.")
                                .items(OASFactory.createSchema().ref("#/components/schemas/Fault")))
                .required(List.of("type", "title", "status", "detail", "code"));
    }

    private static Schema fault() {
        return object("One thing that is wrong with a request.")
                .addProperty("field", text("Where.", "steps[0].delay_minutes"))
                .addProperty("code", text("What is wrong, for programs: stable.", "out_of_range"))
                .addProperty(
                        "message", text("What is wrong and what would be right.", "From -525600 to 525600 minutes."))
                .required(List.of("field", "code", "message"));
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().type(List.of(Schema.SchemaType.OBJECT)).description(description);
    }

    private static Schema text(String description, String example) {
        return OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.STRING))
                .description(description)
                .addExample(example);
    }
}
