package io.punctual.appointments.audit;

import static io.punctual.appointments.Api.as;
import static io.punctual.appointments.Api.booked;
import static io.punctual.appointments.Api.booking;
import static io.punctual.appointments.Api.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.punctual.appointments.Api;
import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.punctual.ground.audit.ChainVerification;
import io.punctual.ground.audit.DeniedTries;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.tenancy.Acting;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class AuditEventsTest extends ServiceTest {
    private static final Database OWNER = new OwnerDatabase("appointments");

    @Inject
    ChainVerification chains;

    @Inject
    DeniedTries denied;

    @Inject
    MeterRegistry metrics;

    @Test
    void whoDidWhatFromWhereIsReadBackNewestFirst() {
        String id = booked(booking()).getString("id");
        clock.advance(Duration.ofSeconds(1));
        post("admin@acme", "/api/v1/appointments/" + id + "/confirm").statusCode(200);

        as("staff@acme")
                .get("/api/v1/audit-events?object_type=appointment&object_id=" + id)
                .then()
                .statusCode(200)
                .body("items.event_type", contains("appointment_confirmed", "appointment_created"))
                .body("items.actor", contains("admin@acme", "staff@acme"))
                .body("items.occurred_at", contains("2026-11-24T09:00:01Z", "2026-11-24T09:00:00Z"))
                .body("items.metadata.credential", everyItem(equalTo("demo_user")))
                .body("items.metadata.address", everyItem(equalTo("127.0.0.1")))
                .body("items[0].metadata.sequence", equalTo(2));
        as("staff@acme")
                .get("/api/v1/audit-events?object_id=" + id + "&event_type=appointment_created")
                .then()
                .body("items.event_type", contains("appointment_created"));
        as("staff@acme")
                .get("/api/v1/audit-events?object_id=" + id + "&from=2026-11-24T09:00:01Z")
                .then()
                .body("items.event_type", contains("appointment_confirmed"));
        as("staff@acme")
                .get("/api/v1/audit-events?object_id=" + id + "&to=2026-11-24T09:00:01Z")
                .then()
                .body("items.event_type", contains("appointment_created"));
    }

    @Test
    void itIsReadPageByPage() {
        String id = booked(booking()).getString("id");
        post("staff@acme", "/api/v1/appointments/" + id + "/confirm").statusCode(200);
        post("staff@acme", "/api/v1/appointments/" + id + "/complete").statusCode(200);
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = as("staff@acme")
                    .get("/api/v1/audit-events?limit=1&object_id=" + id + cursor)
                    .jsonPath();
            read.addAll(page.getList("items.event_type", String.class));
            cursor = page.getString("next_cursor") == null ? null : "&cursor=" + page.getString("next_cursor");
        } while (cursor != null);
        assertThat(read).containsExactly("appointment_completed", "appointment_confirmed", "appointment_created");
    }

    @Test
    void anotherFirmAndAPortalUserSeeNothingOfIt() {
        String id = booked(booking()).getString("id");
        as("staff@globex")
                .get("/api/v1/audit-events?object_id=" + id)
                .then()
                .statusCode(200)
                .body("items", empty());
        as("portal@acme").get("/api/v1/audit-events").then().statusCode(403);
        given().get("/api/v1/audit-events").then().statusCode(401);
    }

    @Test
    void whatARefusedWriteWouldHaveDoneIsNotSaid() {
        long before = chained(Api.ACME);
        post("staff@acme", "/api/v1/contacts", Map.of("name", "Jo", "email", "no address"))
                .statusCode(422);
        post("staff@acme", "/api/v1/appointments/" + UUID.randomUUID() + "/confirm")
                .statusCode(404);
        assertThat(chained(Api.ACME)).isEqualTo(before);
    }

    @Test
    void aDeniedTryIsAuditedInTheFirmOfWhoTried() throws Exception {
        double seen = seen();
        forgetEarlierDenials();
        long before = chained(Api.GLOBEX);
        as("staff@globex").body(Map.of()).post("/api/v1/firms").then().statusCode(403);
        as("staff@globex").body(Map.of()).post("/api/v1/firms").then().statusCode(403);
        as("staff@globex").body(Map.of()).post("/api/v1/firms").then().statusCode(403);
        waitUntil(() -> seen() == seen + 3);
        clock.advance(Duration.ofMinutes(1));
        denied.handOn();
        waitUntil(() -> chained(Api.GLOBEX) == before + 2);

        as("admin@globex")
                .get("/api/v1/audit-events?event_type=access_denied&limit=2")
                .then()
                .body("items.actor", everyItem(equalTo("staff@globex")))
                .body("items.object_id", everyItem(equalTo(Api.GLOBEX)))
                .body("items.metadata.count", contains(2, 1))
                .body("items.metadata.status", everyItem(equalTo(403)))
                .body("items.metadata.method", everyItem(equalTo("POST")))
                .body("items.metadata.path", everyItem(equalTo("/api/v1/firms")))
                .body("items[0].metadata.roles", contains("firm-staff"))
                .body("items[0].metadata.address", equalTo("127.0.0.1"));
        assertThat(Acting.asEngine(() -> chains.verify(UUID.fromString(Api.GLOBEX)))
                        .valid())
                .isTrue();
    }

    @Test
    void whatAnOperatorIsDeniedBelongsToTheInstallation() throws Exception {
        double seen = seen();
        forgetEarlierDenials();
        String nobody = "00000000-0000-0000-0000-000000000000";
        long before = chained(nobody);
        as("operator").get("/api/v1/appointments").then().statusCode(403);
        waitUntil(() -> seen() == seen + 1 && chained(nobody) == before + 1);
    }

    @Test
    void nobodyInParticularWritesNothing() throws Exception {
        double seen = seen();
        forgetEarlierDenials();
        for (int i = 0; i < 50; i++) {
            given().get("/api/v1/appointments/" + i).then().statusCode(401);
        }
        given().auth()
                .preemptive()
                .basic("admin@acme", "wrong")
                .get("/api/v1/appointments")
                .then()
                .statusCode(401);
        waitUntil(() -> seen() == seen + 51);
        clock.advance(Duration.ofMinutes(1));
        denied.handOn();
        assertThat(eventsOfNobody()).isZero();
    }

    @Test
    void manyPeopleAtOnceLeaveAWholeChainAndNoDeadlock() throws Exception {
        String contact = Api.contact();
        String staff = Api.staff();
        Map<String, Object> booking = booking();
        booking.put("contact_id", contact);
        booking.put("staff_id", staff);
        try (ExecutorService people = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> done = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int number = i;
                done.add(people.submit(() -> status(number, contact, staff, booking)));
            }
            for (Future<Integer> one : done) {
                assertThat(one.get()).isIn(200, 201, 409);
            }
        }
        assertThat(Acting.asEngine(() -> chains.verify(UUID.fromString(Api.ACME))))
                .satisfies(report -> assertThat(report.fault()).isNull());
    }

    private static int status(int number, String contact, String staff, Map<String, Object> booking) {
        return switch (number % 4) {
            case 0 ->
                as("staff@acme").body(booking).post("/api/v1/appointments").statusCode();
            case 1 ->
                as("staff@acme")
                        .body(Map.of("name", "Name " + number, "email", Api.freshEmail()))
                        .put("/api/v1/contacts/" + contact)
                        .statusCode();
            case 2 ->
                as("admin@acme")
                        .body(Map.of("name", "Name " + number, "email", "sam@acme.example"))
                        .put("/api/v1/staff/" + staff)
                        .statusCode();
            default ->
                as("admin@acme")
                        .header("Idempotency-Key", "key " + UUID.randomUUID())
                        .body(booking)
                        .post("/api/v1/appointments")
                        .statusCode();
        };
    }

    /** What other tests were denied is written, and counted no more. */
    private void forgetEarlierDenials() {
        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofHours(1));
            denied.handOn();
        }
    }

    private double seen() {
        return metrics.find("punctual.access.denied").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static long chained(String firm) {
        return OWNER.query(
                        "SELECT count(*) AS events FROM audit_event WHERE firm_id = ?::uuid",
                        row -> row.bigint("events"),
                        firm)
                .getFirst();
    }

    private static int eventsOfNobody() {
        return OWNER.query(
                        "SELECT count(*) AS events FROM audit_event WHERE metadata ->> 'status' = '401'",
                        row -> row.integer("events"))
                .getFirst();
    }
}
