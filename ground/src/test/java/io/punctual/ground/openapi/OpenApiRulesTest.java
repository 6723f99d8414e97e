package io.punctual.ground.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.test.OpenApiRules;
import org.junit.jupiter.api.Test;

class OpenApiRulesTest {
    private static final String POOR = """
            {"openapi": "3.1.0",
             "paths": {"/things/{id}": {"put": {"requestBody": {}, "security": [{"magic": []}],
               "parameters": [{"name": "id"}], "responses": {"200": {"description": "Fine."}}}}},
             "components": {"schemas": {
               "Thing": {"properties": {"thingName": {"type": "string"}}},
               "Colour": {"description": "A colour.", "enum": ["DARK_RED"]}}}}""";

    @Test
    void everyGapIsNamed() {
        assertThat(OpenApiRules.gaps(POOR))
                .containsExactlyInAnyOrder(
                        "put /things/{id} has no operationId of its own",
                        "put /things/{id} has no summary",
                        "put /things/{id} has no tag",
                        "put /things/{id} wants the unknown security scheme magic",
                        "put /things/{id} has the parameter id without a description",
                        "put /things/{id} does not answer 401 with a problem",
                        "put /things/{id} does not answer 403 with a problem",
                        "put /things/{id} does not answer 429 with a problem",
                        "put /things/{id} does not answer 404 with a problem",
                        "put /things/{id} does not answer 400 with a problem",
                        "put /things/{id} does not answer 413 with a problem",
                        "put /things/{id} does not answer 415 with a problem",
                        "put /things/{id} does not answer 422 with a problem",
                        "put /things/{id} does not answer 409 with a problem",
                        "schema Thing.thingName is not in snake_case",
                        "schema Colour spells DARK_RED as Java does");
        assertThat(OpenApiRules.gaps("{}")).containsExactly("It is not OpenAPI 3.1", "It has no paths");
    }

    @Test
    void whatIsNotDescribedIsNamedApart() {
        assertThat(OpenApiRules.undescribed(POOR))
                .containsExactlyInAnyOrder(
                        "put /things/{id} does not say what it answers when all is well",
                        "schema Thing has no description",
                        "schema Thing.thingName has no description");
    }
}
