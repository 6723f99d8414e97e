package io.punctual.appointments.audit;

import static io.punctual.appointments.Api.as;
import static io.punctual.appointments.Api.booked;
import static io.punctual.appointments.Api.booking;
import static io.punctual.appointments.Api.created;
import static io.punctual.appointments.Api.post;
import static io.restassured.RestAssured.given;
import static java.util.Map.entry;

import io.punctual.appointments.Api;
import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.test.AuditedWrites;
import io.punctual.ground.test.AuditedWrites.Sample;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class AuditedWritesTest extends ServiceTest {
    private static final Map<String, Sample> SAMPLES = Map.ofEntries(
            entry("createFirm", Sample.of(() -> created("operator", "/api/v1/firms", firm()))),
            entry("updateFirm", Sample.of(() -> put("admin@globex", "/api/v1/firms/" + Api.GLOBEX, firm()))),
            entry("createAppointmentType", Sample.of(Api::type)),
            entry("updateAppointmentType", () -> {
                String type = Api.type();
                return () -> put("staff@acme", "/api/v1/appointment-types/" + type, Map.of("name", "Another"));
            }),
            entry("createStaffMember", Sample.of(Api::staff)),
            entry("updateStaffMember", () -> {
                String staff = Api.staff();
                return () -> put("staff@acme", "/api/v1/staff/" + staff, person());
            }),
            entry("createContact", Sample.of(Api::contact)),
            entry("updateContact", () -> {
                String contact = Api.contact();
                return () -> put("staff@acme", "/api/v1/contacts/" + contact, person());
            }),
            entry("bookAppointment", () -> {
                Map<String, Object> booking = booking();
                return () -> booked(booking);
            }),
            entry("updateAppointment", () -> {
                String path = appointment();
                return () -> as("staff@acme")
                        .body(Map.of("location_details", "https://meet.example.com/other"))
                        .patch(path)
                        .then()
                        .statusCode(200);
            }),
            entry("confirmAppointment", done("/confirm", Map.of())),
            entry("completeAppointment", () -> {
                String path = confirmed();
                return () -> post("staff@acme", path + "/complete").statusCode(200);
            }),
            entry("markAppointmentNoShow", () -> {
                String path = confirmed();
                return () -> post("staff@acme", path + "/no-show").statusCode(200);
            }),
            entry("cancelAppointment", done("/cancel", Map.of("reason", "ill"))),
            entry(
                    "rescheduleAppointment",
                    done(
                            "/reschedule",
                            Map.of("start_time", "2026-11-27T13:00:00Z", "end_time", "2026-11-27T13:30:00Z"))),
            entry("createApiKey", Sample.of(() -> created("admin@acme", "/api/v1/api-keys", key()))),
            entry("revokeApiKey", () -> {
                String key = created("admin@acme", "/api/v1/api-keys", key()).getString("id");
                return () -> as("admin@acme")
                        .delete("/api/v1/api-keys/" + key)
                        .then()
                        .statusCode(204);
            }),
            entry("redeliverEvent", () -> {
                UUID event = deadEvent();
                return () -> post("operator", "/api/v1/event-deliveries/" + event + "/redeliver")
                        .statusCode(200);
            }));

    @Test
    void eachOperationThatWritesIsAudited() {
        AuditedWrites.assertAll(given().get("/q/openapi?format=json").asString(), SAMPLES, "appointments");
    }

    private static Sample done(String verb, Map<String, String> body) {
        return () -> {
            String path = appointment();
            return () -> post("staff@acme", path + verb, body).statusCode(200);
        };
    }

    private static String appointment() {
        return "/api/v1/appointments/" + booked(booking()).getString("id");
    }

    private static String confirmed() {
        String path = appointment();
        post("staff@acme", path + "/confirm").statusCode(200);
        return path;
    }

    private static Map<String, Object> firm() {
        return Map.of(
                "name", "Globex",
                "time_zone", "Europe/Berlin",
                "locale", "en-GB",
                "default_country", "DE");
    }

    private static Map<String, Object> key() {
        return Map.of("name", "Theirs", "role", "firm-staff");
    }

    private static Map<String, Object> person() {
        return Map.of("name", "Somebody Else", "email", Api.freshEmail());
    }

    private static void put(String user, String path, Map<String, Object> body) {
        as(user).body(body).put(path).then().statusCode(200);
    }

    private static UUID deadEvent() {
        UUID event = UUID.randomUUID();
        new OwnerDatabase("appointments")
                .update(
                        "INSERT INTO outbox (firm_id, id, aggregateid, type, payload, sequence, occurred_at, next_attempt_at,"
                                + " state) VALUES (?::uuid, ?, ?, 'x', '{}', 1, now(), now(), 'dead')",
                        Api.ACME,
                        event,
                        UUID.randomUUID());
        return event;
    }
}
