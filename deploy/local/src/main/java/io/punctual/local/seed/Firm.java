package io.punctual.local.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/** One firm's things, made through the public APIs where they are missing. */
final class Firm {
    private static final Duration LENGTH = Duration.ofMinutes(30);
    private static final int SLOTS = 48;

    private final Api appointments;
    private final Api workflows;

    /**
     * Sees both services as the firm's admin.
     *
     * @param appointments the appointments service, as the firm's admin
     * @param workflows the workflow service, as the firm's admin
     */
    Firm(Api appointments, Api workflows) {
        this.appointments = appointments;
        this.workflows = workflows;
    }

    /** {@return the id of the appointment type with this name} */
    String appointmentType(String name) throws InterruptedException {
        ObjectNode wanted = appointments.object().put("name", name).put("duration_minutes", LENGTH.toMinutes());
        return findOrCreate("/appointment-types", "name", wanted);
    }

    /** {@return the id of the staff member with this address} */
    String staff(String name, String email) throws InterruptedException {
        return findOrCreate(
                "/staff",
                "email",
                appointments.object().put("name", name).put("email", email).put("time_zone", "Europe/Berlin"));
    }

    /** {@return the id of the contact with this address} */
    String contact(String name, String email, String timeZone) throws InterruptedException {
        return findOrCreate(
                "/contacts",
                "email",
                appointments
                        .object()
                        .put("name", name)
                        .put("email", email)
                        .put("time_zone", timeZone)
                        .put("locale", "en-GB"));
    }

    private String findOrCreate(String path, String key, ObjectNode wanted) throws InterruptedException {
        for (JsonNode item : appointments.list(path)) {
            if (item.path(key).asText().equalsIgnoreCase(wanted.path(key).asText())) {
                return item.path("id").asText();
            }
        }
        return appointments.post(path, wanted).path("id").asText();
    }

    /** Creates the packaged workflow unless the firm has one of its name, whatever became of that since. */
    void workflow(String resource) throws InterruptedException {
        JsonNode document = read(resource);
        String name = document.path("name").asText();
        boolean known = workflows.list("/workflows").stream()
                .anyMatch(workflow -> workflow.path("name").asText().equals(name));
        if (!known) {
            workflows.post("/workflows", document);
        }
    }

    private JsonNode read(String resource) {
        try (InputStream in = Firm.class.getResourceAsStream("/seed/" + resource)) {
            if (in == null) {
                throw new IOException("not packaged: " + resource);
            }
            return workflows.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the firm has booked anything yet. */
    boolean hasAppointments() throws InterruptedException {
        return !appointments.get("/appointments?limit=1").path("items").isEmpty();
    }

    /**
     * Books at the first slot from this time on that the staff member has free.
     *
     * @param status {@code requested} or {@code confirmed}
     * @return the appointment as it was answered
     */
    JsonNode book(String type, String staff, String contact, Instant earliest, String status)
            throws InterruptedException {
        for (int slot = 0; ; slot++) {
            Instant start = earliest.plus(LENGTH.multipliedBy(slot));
            ObjectNode booking = appointments
                    .object()
                    .put("appointment_type_id", type)
                    .put("staff_id", staff)
                    .put("contact_id", contact)
                    .put("start_time", start.toString())
                    .put("end_time", start.plus(LENGTH).toString())
                    .put("time_zone", "Europe/Berlin")
                    .put("location_mode", "video")
                    .put("location_details", "https://meet.example/" + staff.substring(staff.length() - 6))
                    .put("status", status);
            Api.Answer answer = appointments.tryPost("/appointments", booking);
            if (answer.status() == 201) {
                return answer.body();
            }
            if (answer.status() != 409 || slot == SLOTS) {
                throw appointments.refusal("POST", "/appointments", answer);
            }
        }
    }

    /** Confirms, completes or cancels an appointment. */
    void change(JsonNode appointment, String verb, ObjectNode body) throws InterruptedException {
        appointments.post("/appointments/" + appointment.path("id").asText() + "/" + verb, body);
    }

    ObjectNode nothing() {
        return appointments.object();
    }
}
