package io.punctual.appointments.problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Describes what every operation has in common, once: how callers prove who they are, and what refusals look like. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ErrorsInOpenApi implements OASFilter {
    private static final String BEARER = "bearer";
    private static final String BASIC = "demo_users";
    private static final Map<String, String> PARAMETERS = Map.of(
            "limit", "How many items at most, from 1 to 200; 50 where absent.",
            "cursor", "next_cursor of the page before, as it is.",
            "If-Match", "The ETag of what was read: a change to another state is refused with 412.",
            "Idempotency-Key",
                    "Up to 255 characters. The same key and body within 24 hours get the first answer again; another body 422.",
            "id", "Id.");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getComponents().addSchema("Problem", problem());
        api.getComponents()
                .addSecurityScheme(
                        BEARER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("A token of the identity provider, with the claim firm_id and roles."));
        api.getComponents()
                .addSecurityScheme(
                        BASIC,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("basic")
                                .description("Demo users, in the profile local alone."));
        api.getPaths().getPathItems().values().forEach(ErrorsInOpenApi::describe);
    }

    private static void describe(PathItem path) {
        path.getOperations().forEach((method, operation) -> {
            operation.setSecurity(List.of(
                    OASFactory.createSecurityRequirement().addScheme(BEARER),
                    OASFactory.createSecurityRequirement().addScheme(BASIC)));
            boolean one = false;
            for (Parameter parameter : parameters(operation)) {
                one |= parameter.getIn() == Parameter.In.PATH;
                if (parameter.getDescription() == null) {
                    parameter.setDescription(PARAMETERS.get(parameter.getName()));
                }
                if ("limit".equals(parameter.getName())) {
                    parameter.getSchema().minimum(java.math.BigDecimal.ONE).maximum(java.math.BigDecimal.valueOf(200));
                }
            }
            refusals(method, one)
                    .forEach((status, meaning) -> operation.getResponses().addAPIResponse(status, refusal(meaning)));
        });
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static Map<String, String> refusals(PathItem.HttpMethod method, boolean one) {
        Map<String, String> refusals = new LinkedHashMap<>();
        boolean write = method != PathItem.HttpMethod.GET;
        if (write) {
            refusals.put("400", "The body is no JSON.");
        }
        refusals.put("401", "No valid credentials.");
        refusals.put("403", "The role does not allow it.");
        if (one) {
            refusals.put("404", "There is no such thing, or it is another firm's.");
        }
        if (write) {
            refusals.put("409", "The present state does not allow it, or somebody else was quicker.");
            refusals.put("412", "It has changed since it was read.");
            refusals.put("413", "The body is too large.");
            refusals.put("415", "The body is of another media type.");
        }
        refusals.put("422", "Rules are broken; errors names every one.");
        return refusals;
    }

    private static APIResponse refusal(String meaning) {
        return OASFactory.createAPIResponse()
                .description(meaning)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("Problem"))));
    }

    private static Schema problem() {
        Schema fault = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .addProperty("field", text("Where, as in contact.email; empty for the body as a whole.", "end_time"))
                .addProperty("code", text("Stable, for machines.", "not_after_start"))
                .addProperty("message", text("For people.", "end_time must be after start_time."));
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("A refusal (RFC 9457).")
                .addProperty("type", text("Always about:blank.", "about:blank"))
                .addProperty("title", text("The HTTP status in words.", "Unprocessable Content"))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .description("The HTTP status.")
                                .examples(List.of(422)))
                .addProperty(
                        "detail", text("What is wrong, for people.", "The request breaks the rules listed in errors."))
                .addProperty("code", text("Stable, for machines.", "invalid_request"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .description("Everything that is wrong with the input, where that is the trouble.")
                                .items(fault));
    }

    private static Schema text(String description, String example) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .description(description)
                .examples(List.of(example));
    }
}
