package io.punctual.appointments;

import static io.restassured.RestAssured.given;

import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.test.openapi.Aftermath;
import io.punctual.ground.test.openapi.FuzzCaller;
import io.punctual.ground.test.openapi.FuzzFirm;
import io.punctual.ground.test.openapi.HardlyHttp;
import io.punctual.ground.test.openapi.OpenApiFuzz;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Thousands of requests made from the document: every answer is in it, none is a 5xx, and the service is well afterwards. */
@QuarkusTest
@TestProfile(LaptopProfile.class)
class FuzzTest extends ServiceTest {
    private final List<UUID> firms = new ArrayList<>();

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
        receiver.replies(_ -> FakeReceiver.Reply.of(422));
        URI service = URI.create("http://localhost:" + RestAssured.port);
        String document = given().get("/q/openapi?format=json").asString();
        new OpenApiFuzz(service, document, this::firm, clock.instant())
                .run(Long.getLong("punctual.fuzz.seed", System.nanoTime()), requests)
                .assertSound();
        Aftermath.assertWell(service, pool);
    }

    private FuzzFirm firm() {
        UUID firm = Api.firm();
        UUID other = Api.firm();
        firms.addAll(List.of(firm, other));
        String admin = "admin@" + firm;
        Map<String, Object> booking = Api.booking(admin);
        Supplier<Optional<String>> requested = () -> Optional.of(booked(admin, booking, "requested"));
        Supplier<Optional<String>> confirmed = () -> Optional.of(booked(admin, booking, "confirmed"));
        return new FuzzFirm(
                firm,
                List.of(
                        FuzzCaller.basic(admin, "any"),
                        FuzzCaller.basic("staff@" + firm, "any"),
                        FuzzCaller.basic("portal@" + firm, "any"),
                        FuzzCaller.basic("admin@" + other, "any").asStranger(),
                        FuzzCaller.basic("operator", "punctual"),
                        FuzzCaller.nobody()),
                // By chance requests hardly ever meet an appointment of their own firm in the state that they need.
                Map.of(
                        "getAppointment", requested,
                        "updateAppointment", requested,
                        "confirmAppointment", requested,
                        "rescheduleAppointment", requested,
                        "cancelAppointment", requested,
                        "completeAppointment", confirmed,
                        "markAppointmentNoShow", confirmed));
    }

    /** With a staff member who has no other one. */
    private static String booked(String admin, Map<String, Object> booking, String status) {
        Map<String, Object> own = new HashMap<>(booking);
        own.put("staff_id", Api.staff(admin));
        own.put("status", status);
        return Api.created(admin, "/api/v1/appointments", own).getString("id");
    }

    /** What nobody took would stand in the way of other tests. */
    @AfterEach
    void forgetWhatNobodyTook() {
        OwnerDatabase database = new OwnerDatabase("appointments");
        firms.forEach(firm -> database.update("DELETE FROM outbox WHERE firm_id = ?", firm));
    }
}
