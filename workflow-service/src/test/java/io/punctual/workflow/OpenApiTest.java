package io.punctual.workflow;

import static io.restassured.RestAssured.given;

import io.punctual.ground.test.OpenApiRules;
import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OpenApiTest {
    @Test
    void theDocumentIsComplete() {
        OpenApiRules.assertComplete(given().get("/q/openapi?format=json").asString());
    }
}
