package io.punctual.workflow.definition;

import static io.punctual.workflow.definition.WorkflowApi.PATH;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WorkflowsOpenApiTest {

    @Test
    void everyOperationIsNamedAndDescribesItsRefusals() throws JsonProcessingException {
        JsonNode paths = document().get("paths");

        for (String path : List.of(
                PATH,
                PATH + "/{id}",
                PATH + "/{id}/activate",
                PATH + "/{id}/pause",
                PATH + "/{id}/versions",
                "/api/v1/settings")) {
            for (JsonNode operation : paths.get(path)) {
                if (operation.has("operationId")) {
                    assertThat(operation.get("summary").asText()).isNotBlank();
                    assertThat(operation.at("/responses/401/content").has("application/problem+json"))
                            .as(path)
                            .isTrue();
                }
            }
        }
        assertThat(paths.get(PATH).get("post").get("operationId").asText()).isEqualTo("createWorkflow");
        assertThat(paths.get(PATH).get("post").get("responses").has("422")).isTrue();
    }

    @Test
    void namesAndValuesAreThoseOfTheJson() throws JsonProcessingException {
        JsonNode schemas = document().get("components").get("schemas");

        assertThat(schemas.get("WorkflowDocument").get("properties").has("appointment_type"))
                .isTrue();
        assertThat(StreamSupport.stream(
                                schemas.get("WorkflowStatus").get("enum").spliterator(), false)
                        .map(JsonNode::asText))
                .containsExactlyInAnyOrder("draft", "active", "paused");
        assertThat(schemas.get("Activation").get("properties").has("planned")).isTrue();
        assertThat(schemas.get("Problem").get("properties").has("errors")).isTrue();
    }

    private static JsonNode document() throws JsonProcessingException {
        return new ObjectMapper()
                .readTree(given().get("/q/openapi?format=json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
    }
}
