package io.punctual.workflow;

import static io.restassured.RestAssured.given;

import io.punctual.ground.test.PostgresResource;
import io.punctual.ground.test.openapi.Aftermath;
import io.punctual.ground.test.openapi.HardlyHttp;
import io.punctual.ground.test.openapi.OpenApiFuzz;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Thousands of requests made from the document: every answer is in it, none is a 5xx, and the service is well afterwards. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FuzzTest {
    @Inject
    Clock clock;

    @Inject
    DataSource pool;

    @Test
    void everyAnswerIsInTheDocument() {
        attack(4000);
    }

    @Test
    @Tag("slow")
    void everyAnswerIsInTheDocumentForALongTime() {
        attack(40_000);
    }

    @Test
    void whatIsHardlyHttpIsRefused() throws Exception {
        HardlyHttp.isRefused(URI.create("http://localhost:" + RestAssured.port), "/api/v1/workflows");
    }

    private void attack(int requests) {
        URI service = URI.create("http://localhost:" + RestAssured.port);
        String document = given().get("/q/openapi?format=json").asString();
        new OpenApiFuzz(service, document, () -> FuzzedFirm.at(clock), clock.instant())
                .run(Long.getLong("punctual.fuzz.seed", System.nanoTime()), requests)
                .assertSound();
        Aftermath.assertWell(service, pool);
    }
}
