package io.punctual.workflow.audit;

import static io.restassured.RestAssured.given;
import static java.util.Map.entry;

import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.test.AuditedWrites;
import io.punctual.ground.test.AuditedWrites.Sample;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.execution.Scenario;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuditedWritesTest {
    private static final String WORKFLOWS = "/api/v1/workflows";
    private static final String SMTP_ACCOUNT = "/api/v1/settings/smtp-account";
    private static final String BOOKED = "2026-11-20T09:00:00Z";

    @Inject
    Scenario firm;

    @Test
    void eachOperationThatWritesIsAudited() {
        Map<String, Sample> samples = Map.ofEntries(
                entry("createWorkflow", Sample.of(this::workflow)),
                entry("replaceWorkflow", () -> {
                    String path = workflow();
                    return () ->
                            admin().body(reminder("Another")).put(path).then().statusCode(200);
                }),
                entry("activateWorkflow", () -> {
                    String path = workflow();
                    return () ->
                            admin().body("{}").post(path + "/activate").then().statusCode(200);
                }),
                entry("pauseWorkflow", () -> {
                    String path = workflow();
                    admin().body("{}").post(path + "/activate").then().statusCode(200);
                    return () -> admin().post(path + "/pause").then().statusCode(200);
                }),
                entry("deleteWorkflow", () -> {
                    String path = workflow();
                    return () -> admin().delete(path).then().statusCode(204);
                }),
                entry("replaceSettings", Sample.of(this::changeSettings)),
                entry("cancelExecution", () -> {
                    String execution = execution();
                    return () -> admin().post(execution + "/cancel").then().statusCode(200);
                }),
                entry("retryExecution", () -> {
                    String execution = execution();
                    admin().post(execution + "/cancel").then().statusCode(200);
                    return () -> admin().post(execution + "/retry").then().statusCode(200);
                }),
                entry(
                        "runDueExecutions",
                        Sample.of(() -> as("operator")
                                .post("/api/v1/executions/run-due")
                                .then()
                                .statusCode(200))),
                entry("receiveEvents", Sample.of(() -> firm.meeting().happens(EventType.CREATED, BOOKED))),
                entry(
                        "replaceFirmLimits",
                        Sample.of(() -> as("operator")
                                .body("{\"daily_messages\": 500}")
                                .put("/api/v1/firms/" + firm.firmId + "/limits")
                                .then()
                                .statusCode(200))),
                entry("addSender", Sample.of(this::sender)),
                entry("resendSenderLink", () -> {
                    String sender = sender();
                    new OwnerDatabase("test")
                            .update("UPDATE sender SET verified_at = NULL WHERE firm_id = ?", firm.firmId);
                    return () -> admin().post(sender + "/resend").then().statusCode(200);
                }),
                entry("deleteSender", () -> {
                    String sender = sender();
                    return () -> admin().delete(sender).then().statusCode(204);
                }),
                entry("replaceSmtpAccount", Sample.of(this::smtpAccount)),
                entry("testSmtpAccount", () -> {
                    smtpAccount();
                    return () -> admin().post(SMTP_ACCOUNT + "/test").then().statusCode(200);
                }),
                entry("deleteSmtpAccount", () -> {
                    smtpAccount();
                    return () -> admin().delete(SMTP_ACCOUNT).then().statusCode(204);
                }),
                entry("createApiKey", Sample.of(this::key)),
                entry("revokeApiKey", () -> {
                    String key = key();
                    return () ->
                            admin().delete("/api/v1/api-keys/" + key).then().statusCode(204);
                }));
        AuditedWrites.assertAll(given().get("/q/openapi?format=json").asString(), samples, "test");
    }

    private RequestSpecification as(String role) {
        return given().auth()
                .preemptive()
                .basic(role + "@" + firm.firmId, "any")
                .contentType("application/json");
    }

    private RequestSpecification admin() {
        return as("admin");
    }

    private String workflow() {
        return admin().body(reminder("Reminder"))
                .post(WORKFLOWS)
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
    }

    private static Map<String, Object> reminder(String name) {
        return Map.of(
                "name",
                name,
                "trigger",
                "appointment_created",
                "delay_minutes",
                -60,
                "action_type",
                "send_email",
                "action_config",
                Map.of("subject", "Soon", "template", "Hi", "to_email", "{{contact.email}}"));
    }

    private void changeSettings() {
        admin().body(Map.of("senders", List.of("desk@acme.example"), "default_from", "desk@acme.example"))
                .put("/api/v1/settings")
                .then()
                .statusCode(200);
    }

    private String sender() {
        String id = admin().body(Map.of("address", "desk@" + UUID.randomUUID() + ".example"))
                .post("/api/v1/senders")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return "/api/v1/senders/" + id;
    }

    private void smtpAccount() {
        admin().body(Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        587,
                        "tls",
                        "none",
                        "username",
                        "acme",
                        "password",
                        "a password",
                        "from_addresses",
                        List.of("desk@acme.example")))
                .put(SMTP_ACCOUNT)
                .then()
                .statusCode(200);
    }

    private String key() {
        return admin().body(Map.of("name", "Theirs", "role", "firm-staff"))
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String execution() {
        var waiting = firm.executions().stream().map(view -> view.id()).toList();
        firm.workflow(Trigger.CREATED, 60);
        firm.meeting().happens(EventType.CREATED, BOOKED);
        return firm.executions().stream()
                .filter(view -> !waiting.contains(view.id()) && view.status().equals("pending"))
                .map(view -> "/api/v1/executions/" + view.id())
                .findFirst()
                .orElseThrow();
    }
}
