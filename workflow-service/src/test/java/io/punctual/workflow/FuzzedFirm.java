package io.punctual.workflow;

import static io.restassured.RestAssured.given;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.punctual.ground.test.openapi.FuzzCaller;
import io.punctual.ground.test.openapi.FuzzFirm;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A firm for the fuzz. It has executions made on purpose, as its people and events would make them: requests by chance hardly ever
 * meet one that waits, and less often one that was cancelled while nothing else speaks against it.
 */
final class FuzzedFirm {
    private static final String SECRET = "whsec_cHVuY3R1YWwtbG9jYWwtb25seS1zaWduaW5nLXNlY3JldA==";

    private final UUID id = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private final Clock clock;

    private FuzzedFirm(Clock clock) {
        this.clock = clock;
    }

    static FuzzFirm at(Clock clock) {
        FuzzedFirm firm = new FuzzedFirm(clock);
        // Events like the document's example find something to plan.
        List.of(0, 0, 60, 1440).forEach(delay -> firm.workflow(delay).then().statusCode(201));
        return new FuzzFirm(
                firm.id, firm.callers(), Map.of("cancelExecution", firm::waiting, "retryExecution", firm::cancelled));
    }

    private List<FuzzCaller> callers() {
        return List.of(
                FuzzCaller.basic("admin@" + id, "any"),
                FuzzCaller.basic("staff@" + id, "any"),
                FuzzCaller.basic("portal@" + id, "any"),
                FuzzCaller.basic("admin@" + other, "any").asStranger(),
                FuzzCaller.basic("operator@" + other, "any"),
                FuzzCaller.nobody(),
                FuzzCaller.by("a publisher", this::signed));
    }

    /** An execution that waits, until tomorrow; empty where somebody pauses or deletes its workflow meanwhile. */
    private Optional<String> waiting() {
        Response workflow = workflow(1440);
        if (workflow.statusCode() != 201) {
            return Optional.empty();
        }
        byte[] event = confirmed().getBytes(StandardCharsets.UTF_8);
        given().headers(signed(event))
                .contentType("application/cloudevents+json")
                .body(event)
                .post("/api/v1/events")
                .then()
                .statusCode(202);
        List<String> executions = admin().queryParam(
                        "workflow_id", workflow.jsonPath().getString("id"))
                .get("/api/v1/executions")
                .jsonPath()
                .getList("items.id");
        return executions.stream().findFirst();
    }

    /** An execution that staff cancelled and that can be retried. */
    private Optional<String> cancelled() {
        return waiting()
                .filter(it -> admin().post("/api/v1/executions/{id}/cancel", it).statusCode() == 200);
    }

    private Response workflow(int delay) {
        return admin().contentType(ContentType.JSON).body("""
                        {"name": "Confirmed", "trigger": "appointment_confirmed", "status": "active", "delay_minutes": %d,
                         "action_type": "send_email",
                         "action_config": {"subject": "See you", "template": "Soon.", "to_email": "{{contact.email}}"}}
                        """.formatted(delay)).post("/api/v1/workflows");
    }

    /** A new appointment, the day after tomorrow, is confirmed. */
    private String confirmed() {
        UUID appointment = UUID.randomUUID();
        Instant now = clock.instant();
        Instant start = now.plus(Duration.ofDays(2));
        return """
                {"specversion": "1.0", "id": "%s", "source": "urn:punctual:appointments",
                 "type": "io.punctual.appointment.confirmed", "subject": "%s", "time": "%s",
                 "data": {"sequence": 1,
                  "firm": {"id": "%s", "name": "Acme Advisory", "time_zone": "Europe/Berlin", "locale": "en-GB"},
                  "appointment": {"id": "%s", "appointment_type": {"id": "%s", "name": "Consultation"}, "status": "confirmed",
                   "start_time": "%s", "end_time": "%s", "time_zone": "Europe/Berlin", "location_mode": "video"},
                  "contact": {"id": "%s", "name": "Jo Doe", "email": "jo@client.example"},
                  "staff": {"id": "%s", "name": "Sam Roe", "email": "sam@acme.example"}}}
                """.formatted(
                        UUID.randomUUID(),
                        appointment,
                        now,
                        id,
                        appointment,
                        UUID.randomUUID(),
                        start,
                        start.plus(Duration.ofMinutes(30)),
                        UUID.randomUUID(),
                        UUID.randomUUID());
    }

    private RequestSpecification admin() {
        return given().auth().preemptive().basic("admin@" + id, "any");
    }

    private Map<String, String> signed(byte[] body) {
        String message = UUID.randomUUID().toString();
        long now = clock.instant().getEpochSecond();
        try {
            String signature = new Webhook(SECRET).sign(message, now, new String(body, StandardCharsets.UTF_8));
            return Map.of(
                    "webhook-id", message, "webhook-timestamp", Long.toString(now), "webhook-signature", signature);
        } catch (WebhookSigningException e) {
            throw new IllegalStateException(e);
        }
    }
}
