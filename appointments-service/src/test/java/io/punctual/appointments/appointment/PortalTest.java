package io.punctual.appointments.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;

import io.punctual.appointments.Api;
import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class PortalTest extends ServiceTest {
    private static final String PATH = "/api/v1/appointments";
    private static final String OWN = "portal@acme.example";

    @Test
    void aPortalUserBooksReadsMovesAndCancelsTheirOwn() {
        String id = Api.created("portal@acme", PATH, own()).getString("id");

        Api.as("portal@acme").get(PATH + "/" + id).then().statusCode(200).body("contact.email", equalTo(OWN));
        Api.post(
                        "portal@acme",
                        PATH + "/" + id + "/reschedule",
                        Map.of("start_time", "2026-11-27T13:00:00Z", "end_time", "2026-11-27T14:00:00Z"))
                .statusCode(200);
        Api.as("portal@acme")
                .get(PATH)
                .then()
                .statusCode(200)
                .body("items.id", hasItems(id))
                .body("items.contact.email", everyItem(equalTo(OWN)));
        Api.post("portal@acme", PATH + "/" + id + "/cancel").statusCode(200).body("status", equalTo("cancelled"));
    }

    @Test
    void anothersAppointmentIsNotThereForThem() {
        String id = Api.booked(Api.booking()).getString("id");

        Api.as("portal@acme").get(PATH + "/" + id).then().statusCode(404);
        Api.post("portal@acme", PATH + "/" + id + "/cancel").statusCode(404);
    }

    @Test
    void theyBookNeitherForOthersNorInThePastNorAsConfirmed() {
        Map<String, Object> booking = own();
        booking.put("contact", Map.of("name", "Jo", "email", Api.freshEmail()));
        booking.put("start_time", "2026-11-24T08:59:59Z");
        booking.put("end_time", "2026-11-24T09:30:00Z");
        booking.put("status", "confirmed");

        Api.post("portal@acme", PATH, booking)
                .statusCode(422)
                .body("errors.field", hasItems("contact.email", "start_time", "status"));
        booking = own();
        booking.remove("contact");
        booking.put("contact_id", Api.contact());
        Api.post("portal@acme", PATH, booking).statusCode(422).body("errors.field", hasItems("contact_id"));
    }

    @Test
    void whatHasStartedIsNoLongerTheirs() {
        String id = Api.created("portal@acme", PATH, own()).getString("id");
        clock.advance(Duration.ofDays(3));

        Api.post("portal@acme", PATH + "/" + id + "/cancel").statusCode(409).body("code", equalTo("already_started"));
        Api.post("staff@acme", PATH + "/" + id + "/cancel").statusCode(200);
    }

    @Test
    void theyNeitherConfirmNorCompleteNorSeeTheDirectory() {
        String id = Api.created("portal@acme", PATH, own()).getString("id");

        for (String verb : new String[] {"confirm", "complete", "no-show"}) {
            Api.post("portal@acme", PATH + "/" + id + "/" + verb).statusCode(403);
        }
        Api.as("portal@acme").body(Map.of()).patch(PATH + "/" + id).then().statusCode(403);
        for (String path : new String[] {"contacts", "staff", "appointment-types", "firms", "event-deliveries"}) {
            Api.as("portal@acme").get("/api/v1/" + path).then().statusCode(403);
        }
        assertThat(id).isNotEmpty();
    }

    private static Map<String, Object> own() {
        Map<String, Object> booking = Api.booking();
        booking.remove("contact_id");
        booking.put("contact", Map.of("name", "Pat Portal", "email", OWN));
        return booking;
    }
}
