package io.punctual.appointments.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.punctual.appointments.Api;
import io.punctual.appointments.FakeReceiver.Received;
import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class DirectoryTest extends ServiceTest {

    @Test
    void aChangedContactIsToldForEachOpenAppointmentAndForNoOther() {
        Map<String, Object> booking = Api.booking();
        String open = Api.booked(booking).getString("id");
        String ended = Api.booked(booking).getString("id");
        Api.post("staff@acme", "/api/v1/appointments/" + ended + "/cancel").statusCode(200);
        String etag = Api.as("staff@acme").get("/api/v1/appointments/" + open).header("ETag");

        String email = Api.freshEmail();
        put("/api/v1/contacts/" + booking.get("contact_id"), Map.of("name", "Jo Smith", "email", email))
                .statusCode(200)
                .body("name", equalTo("Jo Smith"));

        Received updated = receiver.await(open, 2).get(1);
        assertThat(updated.kind()).isEqualTo("updated");
        assertThat(updated.sequence()).isEqualTo(2);
        assertThat(updated.json().at("/data/contact/email").asText()).isEqualTo(email);
        assertThat(receiver.about(ended)).extracting(Received::kind).doesNotContain("updated");
        assertThat(Api.as("staff@acme").get("/api/v1/appointments/" + open).header("ETag"))
                .isNotEqualTo(etag);
    }

    @Test
    void aChangedStaffMemberIsToldToo() {
        Map<String, Object> booking = Api.booking();
        String open = Api.booked(booking).getString("id");
        Map<String, Object> same = Map.of("name", "Sam Roe", "email", "sam@acme.example", "time_zone", "Europe/Berlin");
        put("/api/v1/staff/" + booking.get("staff_id"), same).statusCode(200);
        put("/api/v1/staff/" + booking.get("staff_id"), Map.of("name", "Sam Roe", "email", "sam.roe@acme.example"))
                .statusCode(200)
                .body("time_zone", nullValue());

        assertThat(receiver.await(open, 2)).extracting(Received::kind).containsExactly("created", "updated");
    }

    @Test
    void twoContactsOfAFirmNeverHaveTheSameAddress() {
        String email = Api.freshEmail();
        Api.created("staff@acme", "/api/v1/contacts", Map.of("name", "Jo", "email", email));

        Api.post("staff@acme", "/api/v1/contacts", Map.of("name", "Jo", "email", email.toUpperCase(Locale.ROOT)))
                .statusCode(409)
                .body("code", equalTo("email_taken"));
        Api.created("staff@globex", "/api/v1/contacts", Map.of("name", "Jo", "email", email));
        Api.as("staff@acme").get("/api/v1/contacts?email=" + email).then().body("items", hasSize(1));
    }

    @Test
    void badDetailsAreAllNamed() {
        Map<String, Object> bad = new HashMap<>();
        bad.put("name", " ");
        bad.put("email", "a@b");
        bad.put("time_zone", "+02:00");
        bad.put("locale", "not a locale");
        bad.put("colour", "blue");
        Api.post("staff@acme", "/api/v1/contacts", bad)
                .statusCode(422)
                .body("errors.field", hasItems("name", "email", "time_zone", "locale", "colour"));
        Api.post("staff@acme", "/api/v1/appointment-types", Map.of("name", "X", "duration_minutes", 0))
                .statusCode(422)
                .body("errors.field", hasItems("duration_minutes"));
        Api.post("staff@acme", "/api/v1/contacts", Map.of("name", "Jo", "email", Api.freshEmail(), "phone", "1"))
                .statusCode(422)
                .body("errors.field", hasItems("phone"));
    }

    @Test
    void aStaleIfMatchChangesNothing() {
        String path = "/api/v1/contacts/" + Api.contact();
        Api.as("staff@acme")
                .header("If-Match", "\"99\"")
                .body(Map.of("name", "New", "email", Api.freshEmail()))
                .put(path)
                .then()
                .statusCode(412);
        Api.as("staff@acme").get(path).then().body("name", equalTo("Jo Doe"));
    }

    @Test
    void anotherFirmsThingsAreNotThere() {
        String contact = "/api/v1/contacts/" + Api.contact();
        String staff = "/api/v1/staff/" + Api.staff();
        String type = "/api/v1/appointment-types/" + Api.type();
        String appointment = "/api/v1/appointments/" + Api.booked(Api.booking()).getString("id");

        for (String path : new String[] {contact, staff, type, appointment}) {
            Api.as("admin@globex").get(path).then().statusCode(404).body("code", equalTo("not_found"));
        }
        Api.as("admin@globex")
                .body(Map.of("name", "X", "email", Api.freshEmail()))
                .put(contact)
                .then()
                .statusCode(404);
        Api.post("admin@globex", appointment + "/cancel").statusCode(404);
    }

    private static io.restassured.response.ValidatableResponse put(String path, Map<String, Object> body) {
        return Api.as("staff@acme").body(body).put(path).then();
    }
}
