package io.punctual.appointments;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Speaks to the service as its users do. */
public final class Api {
    /** The firm of the Acme users. */
    public static final String ACME = "00000000-0000-7000-8000-00000000ac3e";
    /** The firm of the Globex users. */
    public static final String GLOBEX = "00000000-0000-7000-8000-000000910be0";

    private Api() {}

    /** A request of a demo user with a JSON body to come. */
    public static RequestSpecification as(String user) {
        return given().auth().preemptive().basic(user, "punctual").contentType(ContentType.JSON);
    }

    /** Posts and expects success. */
    public static JsonPath created(String user, String path, Map<String, Object> body) {
        return as(user).body(body).post(path).then().statusCode(201).extract().jsonPath();
    }

    /** Posts without expecting anything. */
    public static ValidatableResponse post(String user, String path, Object body) {
        return as(user).body(body).post(path).then();
    }

    /** Posts without a body. */
    public static ValidatableResponse post(String user, String path) {
        return given().auth().preemptive().basic(user, "punctual").post(path).then();
    }

    /** A new firm. */
    public static UUID firm() {
        UUID id = UUID.randomUUID();
        created(
                "operator",
                "/api/v1/firms",
                Map.of(
                        "id",
                        id,
                        "name",
                        "Initech",
                        "time_zone",
                        "Europe/Berlin",
                        "locale",
                        "en-GB",
                        "default_country",
                        "DE"));
        return id;
    }

    /** A new appointment type of Acme. */
    public static String type() {
        return type("staff@acme");
    }

    private static String type(String user) {
        return created(user, "/api/v1/appointment-types", Map.of("name", "Consultation"))
                .getString("id");
    }

    /** A new staff member of Acme. */
    public static String staff() {
        return staff("staff@acme");
    }

    /** A new staff member of the user's firm. */
    public static String staff(String user) {
        return created(
                        user,
                        "/api/v1/staff",
                        Map.of("name", "Sam Roe", "email", "sam@acme.example", "time_zone", "Europe/Berlin"))
                .getString("id");
    }

    /** A new contact of Acme. */
    public static String contact() {
        return contact("staff@acme");
    }

    private static String contact(String user) {
        return created(user, "/api/v1/contacts", Map.of("name", "Jo Doe", "email", freshEmail()))
                .getString("id");
    }

    /** An address that nobody has. */
    public static String freshEmail() {
        return "jo." + UUID.randomUUID() + "@example.com";
    }

    /** A booking of Acme that is fine, to be changed at will. */
    public static Map<String, Object> booking() {
        return booking("staff@acme");
    }

    /** A booking of the user's firm that is fine, to be changed at will. */
    public static Map<String, Object> booking(String user) {
        Map<String, Object> booking = new LinkedHashMap<>();
        booking.put("appointment_type_id", type(user));
        booking.put("contact_id", contact(user));
        booking.put("staff_id", staff(user));
        booking.put("start_time", "2026-11-26T13:00:00Z");
        booking.put("end_time", "2026-11-26T13:30:00Z");
        booking.put("time_zone", "Europe/Berlin");
        booking.put("location_mode", "video");
        booking.put("location_details", "https://meet.example.com/abc");
        return booking;
    }

    /** Books it as Acme's staff. */
    public static JsonPath booked(Map<String, Object> booking) {
        return created("staff@acme", "/api/v1/appointments", booking);
    }
}
