package io.punctual.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.local.seed.Api;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Books and changes appointments through the appointments service, each with a staff member and a contact of its own. */
final class Bookings {
    private final Api api;
    private final String type;
    private int booked;

    /** As this user, for an appointment type with this name. */
    Bookings(Api api, String typeName) throws InterruptedException {
        this.api = api;
        this.type = api.post("/appointment-types", api.object().put("name", typeName))
                .path("id")
                .asText();
    }

    /**
     * A booked appointment.
     *
     * @param id its id
     * @param email its contact's address, which no other appointment of ours has
     */
    record Booked(String id, String email) {}

    /** Books half an hour that ends at this instant. */
    Booked endingAt(Instant end) throws InterruptedException {
        return book(end.minus(Duration.ofMinutes(30)));
    }

    /** Books half an hour from this instant. */
    Booked book(Instant start) throws InterruptedException {
        String number = Integer.toString(++booked);
        String email = "customer-" + number + "-" + type + "@example.com";
        String staff = api.post(
                        "/staff",
                        api.object().put("name", "Staff " + number).put("email", "staff-" + number + "@example.com"))
                .path("id")
                .asText();
        ObjectNode booking = api.object()
                .put("appointment_type_id", type)
                .put("staff_id", staff)
                .put("time_zone", "Europe/Berlin")
                .put("location_mode", "video")
                .put("location_details", "https://meet.example/" + number);
        booking.set("contact", api.object().put("name", "Customer " + number).put("email", email));
        times(booking, start);
        return new Booked(api.post("/appointments", booking).path("id").asText(), email);
    }

    void confirm(Booked appointment) throws InterruptedException {
        change(appointment, "confirm", api.object());
    }

    void complete(Booked appointment) throws InterruptedException {
        change(appointment, "complete", api.object());
    }

    void cancel(Booked appointment) throws InterruptedException {
        change(appointment, "cancel", api.object().put("reason", "changed plans"));
    }

    void reschedule(Booked appointment, Instant start) throws InterruptedException {
        change(appointment, "reschedule", times(api.object(), start));
    }

    private void change(Booked appointment, String verb, ObjectNode body) throws InterruptedException {
        api.post("/appointments/" + appointment.id() + "/" + verb, body);
    }

    private static ObjectNode times(ObjectNode body, Instant start) {
        Instant whole = start.truncatedTo(ChronoUnit.SECONDS);
        return body.put("start_time", whole.toString())
                .put("end_time", whole.plus(Duration.ofMinutes(30)).toString());
    }
}
