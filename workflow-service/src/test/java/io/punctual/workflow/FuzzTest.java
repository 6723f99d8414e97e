package io.punctual.workflow;

import static io.restassured.RestAssured.given;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.punctual.ground.test.PostgresResource;
import io.punctual.ground.test.openapi.Aftermath;
import io.punctual.ground.test.openapi.FuzzCaller;
import io.punctual.ground.test.openapi.HardlyHttp;
import io.punctual.ground.test.openapi.OpenApiFuzz;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Thousands of requests made from the document: every answer is in it, none is a 5xx, and the service is well afterwards. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class FuzzTest {
    private static final UUID FIRM = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();
    private static final String SECRET = "whsec_cHVuY3R1YWwtbG9jYWwtb25seS1zaWduaW5nLXNlY3JldA==";

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
        aFewWorkflowsForWhatIsConfirmed();
        URI service = URI.create("http://localhost:" + RestAssured.port);
        String document = given().get("/q/openapi?format=json").asString();
        new OpenApiFuzz(service, document, callers(), clock.instant())
                .knowing("firm", FIRM.toString())
                .run(Long.getLong("punctual.fuzz.seed", System.nanoTime()), requests)
                .assertSound();
        Aftermath.assertWell(service, pool);
    }

    /** Events like the document's example find something to plan, so that there are executions. */
    private static void aFewWorkflowsForWhatIsConfirmed() {
        for (int delay : List.of(0, 0, 60, 1440)) {
            given().auth()
                    .preemptive()
                    .basic("admin@" + FIRM, "any")
                    .contentType(ContentType.JSON)
                    .body("""
                            {"name": "Confirmed", "trigger": "appointment_confirmed", "status": "active", "delay_minutes": %d,
                             "action_type": "send_email",
                             "action_config": {"subject": "See you", "template": "Soon.", "to_email": "{{contact.email}}"}}
                            """.formatted(delay))
                    .post("/api/v1/workflows")
                    .then()
                    .statusCode(201);
        }
    }

    private List<FuzzCaller> callers() {
        return List.of(
                FuzzCaller.basic("admin@" + FIRM, "any"),
                FuzzCaller.basic("staff@" + FIRM, "any"),
                FuzzCaller.basic("portal@" + FIRM, "any"),
                FuzzCaller.basic("admin@" + OTHER, "any").asStranger(),
                FuzzCaller.basic("operator@" + OTHER, "any"),
                FuzzCaller.nobody(),
                FuzzCaller.by("a publisher", this::signed));
    }

    private Map<String, String> signed(byte[] body) {
        String id = UUID.randomUUID().toString();
        long now = clock.instant().getEpochSecond();
        try {
            String signature = new Webhook(SECRET).sign(id, now, new String(body, StandardCharsets.UTF_8));
            return Map.of("webhook-id", id, "webhook-timestamp", Long.toString(now), "webhook-signature", signature);
        } catch (WebhookSigningException e) {
            throw new IllegalStateException(e);
        }
    }
}
