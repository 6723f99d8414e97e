package io.punctual.ground.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Completes the description of every operation with what all have in common. What an operation says itself stays. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class CommonDescriptions implements OASFilter {
    private static final String BEARER = "bearer";
    private static final String BASIC = "basic";
    private static final int MAX_ITEMS = 200;
    private static final int MAX_KEY = 255;
    private static final Map<String, String> PARAMETERS = Map.of(
            "id", "Its id.",
            "limit", "How many items at most; 50 where absent.",
            "cursor", "next_cursor of the page before, as it is.",
            "If-Match", "The ETag of what was read: a change to another state is refused with 412.",
            "Idempotency-Key",
                    "The same key and body within 24 hours get the first answer again; another body 422; while the first still runs 409.");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        Components components = api.getComponents();
        addSchemes(components);
        ProblemDescriptions.addTo(components);
        if (api.getPaths() == null || api.getPaths().getPathItems() == null) {
            return;
        }
        for (PathItem path : api.getPaths().getPathItems().values()) {
            path.getOperations().forEach((method, operation) -> complete(method, path, operation));
        }
        ReadingBodies.unwrap(api);
    }

    /** Enums are written in snake_case (see {@code EnumNames}), which the reader of our classes cannot know. */
    @Override
    public Schema filterSchema(Schema schema) {
        if (schema.getEnumeration() != null) {
            schema.setEnumeration(schema.getEnumeration().stream()
                    .map(CommonDescriptions::wireName)
                    .toList());
            schema.setDefaultValue(wireName(schema.getDefaultValue()));
        }
        return schema;
    }

    private static Object wireName(Object constant) {
        return constant instanceof String name && name.matches("[A-Z][A-Z0-9_]*")
                ? name.toLowerCase(Locale.ROOT)
                : constant;
    }

    private static void addSchemes(Components components) {
        components.addSecurityScheme(
                BEARER,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT or API key")
                        .description("A token of the identity provider, or an API key (`punctual_…`)."));
        components.addSecurityScheme(
                BASIC,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("basic")
                        .description("Demo users, in the profile local alone."));
    }

    private static void complete(PathItem.HttpMethod method, PathItem path, Operation operation) {
        if (operation.getSecurity() == null || operation.getSecurity().isEmpty()) {
            operation.setSecurity(List.of(
                    OASFactory.createSecurityRequirement().addScheme(BEARER),
                    OASFactory.createSecurityRequirement().addScheme(BASIC)));
        }
        List<Parameter> shared = path.getParameters() == null ? List.of() : path.getParameters();
        List<Parameter> own = operation.getParameters() == null ? List.of() : operation.getParameters();
        shared.forEach(CommonDescriptions::describe);
        own.forEach(CommonDescriptions::describe);
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        APIResponses responses = operation.getResponses();
        for (int status : Refusals.of(method, operation.getRequestBody() != null, shared, own)) {
            String key = Integer.toString(status);
            if (!responses.hasAPIResponse(key)) {
                responses.addAPIResponse(key, ProblemDescriptions.response(status));
            }
        }
    }

    private static void describe(Parameter parameter) {
        if (parameter.getDescription() == null) {
            parameter.setDescription(PARAMETERS.get(parameter.getName()));
        }
        Schema schema = parameter.getSchema();
        if (schema != null && "limit".equals(parameter.getName())) {
            schema.minimum(BigDecimal.ONE)
                    .maximum(BigDecimal.valueOf(MAX_ITEMS))
                    .defaultValue(50);
        }
        if (schema != null && "Idempotency-Key".equals(parameter.getName())) {
            schema.minLength(1).maxLength(MAX_KEY);
        }
    }
}
