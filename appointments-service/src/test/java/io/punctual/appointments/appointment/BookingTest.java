package io.punctual.appointments.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import io.punctual.appointments.Api;
import io.punctual.appointments.FakeReceiver.Received;
import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class BookingTest extends ServiceTest {
    private static final String PATH = "/api/v1/appointments";

    @Test
    void aBookedAppointmentIsRequestedAndItsCreationIsPublished() {
        var booked = Api.booked(Api.booking());

        assertThat(booked.getString("status")).isEqualTo("requested");
        assertThat(booked.getString("contact.name")).isEqualTo("Jo Doe");
        assertThat(booked.getString("staff.name")).isEqualTo("Sam Roe");
        assertThat(booked.getString("appointment_type.name")).isEqualTo("Consultation");
        List<Received> events = receiver.await(booked.getString("id"), 1);
        assertThat(events).extracting(Received::kind).containsExactly("created");
    }

    @Test
    void bookingAsConfirmedPublishesCreatedAndConfirmed() {
        var booked = Api.booked(changed("status", "confirmed"));

        assertThat(booked.getString("status")).isEqualTo("confirmed");
        List<Received> events = receiver.await(booked.getString("id"), 2);
        assertThat(events).extracting(Received::kind).containsExactly("created", "confirmed");
        assertThat(events).extracting(Received::sequence).containsExactly(1, 2);
    }

    @Test
    void anInlineContactIsAddedWithItsNumberInE164() {
        var booked = Api.booked(inline(Api.freshEmail()));

        assertThat(booked.getString("contact.phone")).isEqualTo("+4930901820");
        Api.as("staff@acme")
                .get("/api/v1/contacts/" + booked.getString("contact.id"))
                .then()
                .statusCode(200);
    }

    @Test
    void anInlineContactReusesUnchangedWhoHasTheSameAddressInAnotherCase() {
        String email = Api.freshEmail();
        var first = Api.booked(inline(email));
        Map<String, Object> second = inline(email.toUpperCase(java.util.Locale.ROOT));
        asContact(second).put("name", "Somebody Else");

        var booked = Api.booked(second);

        assertThat(booked.getString("contact.id")).isEqualTo(first.getString("contact.id"));
        assertThat(booked.getString("contact.name")).isEqualTo("Jo Doe");
        assertThat(booked.getString("contact.email")).isEqualTo(email);
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnceAndNothingIsStored() {
        Map<String, Object> booking = inline("no address");
        booking.put("appointment_type_id", UUID.randomUUID().toString());
        booking.put("staff_id", UUID.randomUUID().toString());
        booking.put("end_time", booking.get("start_time"));
        booking.put("time_zone", "Europe/Bonn");
        booking.put("location_mode", "telepathy");
        booking.put("surprise", 1);
        asContact(booking).put("phone", "12");
        asContact(booking).put("name", "Evil\r\nBcc: all@example.com");

        Api.post("staff@acme", PATH, booking)
                .statusCode(422)
                .contentType("application/problem+json")
                .body(
                        "errors.field",
                        hasItems(
                                "appointment_type_id",
                                "staff_id",
                                "end_time",
                                "time_zone",
                                "location_mode",
                                "surprise",
                                "contact.phone",
                                "contact.name",
                                "contact.email"));
    }

    @Test
    void neitherOrBothOfContactAndContactIdAreRefused() {
        Map<String, Object> none = Api.booking();
        none.remove("contact_id");
        Api.post("staff@acme", PATH, none).statusCode(422).body("errors.field", hasItems("contact_id"));

        Map<String, Object> both = inline(Api.freshEmail());
        both.put("contact_id", Api.contact());
        Api.post("staff@acme", PATH, both).statusCode(422).body("errors.code", hasItems("ambiguous"));
    }

    @Test
    void anotherFirmsThingsAreAsUnknownAsMissingOnes() {
        Api.post("staff@globex", PATH, Api.booking())
                .statusCode(422)
                .body("errors.field", hasItems("appointment_type_id", "contact_id", "staff_id"));
    }

    @Test
    void moreThanADayIsRefused() {
        Api.post("staff@acme", PATH, changed("end_time", "2026-11-27T13:00:01Z"))
                .statusCode(422)
                .body("errors[0].code", equalTo("too_long"));
    }

    @Test
    void staffMayBookInThePast() {
        Map<String, Object> past = changed("start_time", "2026-11-20T13:00:00Z");
        past.put("end_time", "2026-11-20T13:30:00Z");

        assertThat(Api.booked(past).getString("status")).isEqualTo("requested");
    }

    @Test
    void malformedJsonIsABadRequest() {
        Api.post("staff@acme", PATH, "{\"start_time\": ").statusCode(400).body("code", equalTo("malformed_json"));
    }

    @Test
    void aRepeatedBookingWithTheSameKeyIsAnsweredOnce() {
        Map<String, Object> booking = Api.booking();
        String key = UUID.randomUUID().toString();

        String first = keyed(booking, key).statusCode(201).extract().path("id");
        String second = keyed(booking, key).statusCode(201).extract().path("id");
        assertThat(second).isEqualTo(first);

        booking.put("location_details", "elsewhere");
        keyed(booking, key).statusCode(422).body("code", equalTo("idempotency_key_reused"));
    }

    @Test
    void theLocationAndTheEtagOfANewOneLeadToIt() {
        var response =
                Api.post("staff@acme", PATH, Api.booking()).statusCode(201).header("ETag", notNullValue());

        Api.as("staff@acme").get(response.extract().header("Location")).then().statusCode(200);
    }

    private static io.restassured.response.ValidatableResponse keyed(Map<String, Object> booking, String key) {
        return Api.as("staff@acme")
                .header("Idempotency-Key", key)
                .body(booking)
                .post(PATH)
                .then();
    }

    private static Map<String, Object> changed(String field, Object value) {
        Map<String, Object> booking = Api.booking();
        booking.put(field, value);
        return booking;
    }

    private static Map<String, Object> inline(String email) {
        Map<String, Object> booking = Api.booking();
        booking.remove("contact_id");
        booking.put("contact", new HashMap<>(Map.of("name", "Jo Doe", "email", email, "phone", "030 901820")));
        return booking;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asContact(Map<String, Object> booking) {
        return (Map<String, Object>) java.util.Objects.requireNonNull(booking.get("contact"));
    }
}
