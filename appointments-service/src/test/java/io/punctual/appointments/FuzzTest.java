package io.punctual.appointments;

import static io.restassured.RestAssured.given;

import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.test.openapi.Aftermath;
import io.punctual.ground.test.openapi.FuzzCaller;
import io.punctual.ground.test.openapi.HardlyHttp;
import io.punctual.ground.test.openapi.OpenApiFuzz;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Thousands of requests made from the document: every answer is in it, none is a 5xx, and the service is well afterwards. */
@QuarkusTest
@TestProfile(LaptopProfile.class)
class FuzzTest extends ServiceTest {
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
        HardlyHttp.isRefused(URI.create("http://localhost:" + RestAssured.port), "/api/v1/appointments");
    }

    private void attack(int requests) {
        UUID firm = Api.firm();
        UUID other = Api.firm();
        List<FuzzCaller> callers = List.of(
                FuzzCaller.basic("admin@" + firm, "any"),
                FuzzCaller.basic("staff@" + firm, "any"),
                FuzzCaller.basic("portal@" + firm, "any"),
                FuzzCaller.basic("admin@" + other, "any").asStranger(),
                FuzzCaller.basic("operator", "punctual"),
                FuzzCaller.nobody());
        receiver.replies(_ -> FakeReceiver.Reply.of(422));
        URI service = URI.create("http://localhost:" + RestAssured.port);
        String document = given().get("/q/openapi?format=json").asString();
        new OpenApiFuzz(service, document, callers, clock.instant())
                .knowing("firm", firm.toString())
                .run(Long.getLong("punctual.fuzz.seed", System.nanoTime()), requests)
                .assertSound();
        Aftermath.assertWell(service, pool);
        // What nobody took would stand in the way of other tests.
        new OwnerDatabase("appointments").update("DELETE FROM outbox WHERE firm_id IN (?, ?)", firm, other);
    }
}
