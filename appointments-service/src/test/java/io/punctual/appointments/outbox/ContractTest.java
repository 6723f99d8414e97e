package io.punctual.appointments.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.standardwebhooks.Webhook;
import io.punctual.appointments.Api;
import io.punctual.appointments.FakeReceiver.Received;
import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.punctual.ground.identity.LocalSecrets;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class ContractTest extends ServiceTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void anEventIsTheContractsExampleApartFromIds() throws Exception {
        Received event = event(TRACE);

        assertThat(UUID.fromString(event.json().get("id").asText()).version()).isEqualTo(7);
        assertThat(withoutIds(event.json())).isEqualTo(withoutIds(example()));
        assertThat(event.headers().get("Content-type")).containsExactly("application/cloudevents+json");
    }

    @Test
    void whatIsNoTraceIsNotPassedOn() {
        assertThat(event("00-nonsense").json().has("traceparent")).isFalse();
    }

    @Test
    void anEventIsSignedSoThatTheLibraryVerifiesIt() throws Exception {
        clock.set(Instant.ofEpochMilli(System.currentTimeMillis()));
        Received event = event(TRACE);

        Map<String, List<String>> headers = new HashMap<>();
        event.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        new Webhook(LocalSecrets.SIGNING).verify(event.body(), headers);
        assertThat(headers.get("webhook-id"))
                .containsExactly(event.json().get("id").asText());
    }

    private Received event(String trace) {
        Map<String, Object> booking = Api.booking();
        booking.remove("contact_id");
        booking.put(
                "contact",
                Map.of(
                        "name", "Zoë Müller",
                        "email", "zoe@client.example",
                        "phone", "030 12345678",
                        "time_zone", "Europe/London",
                        "locale", "de-DE"));
        booking.put(
                "staff_id",
                Api.created(
                                "staff@acme",
                                "/api/v1/staff",
                                Map.of(
                                        "name", "Sam O'Brien",
                                        "email", "sam@acme.example",
                                        "time_zone", "Europe/Berlin"))
                        .getString("id"));
        booking.put("location_details", "https://meet.example/acme-7f3a");
        booking.put("start_time", "2026-11-26T14:00:00+01:00");
        String id = Api.as("staff@acme")
                .header("traceparent", trace)
                .body(booking)
                .post("/api/v1/appointments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return receiver.await(id, 1).getFirst();
    }

    private static JsonNode example() throws Exception {
        try (InputStream file = ContractTest.class.getResourceAsStream("/contract/created.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file));
        }
    }

    private static JsonNode withoutIds(JsonNode event) {
        ObjectNode copy = event.deepCopy();
        copy.remove(List.of("id", "subject", "partitionkey"));
        ObjectNode data = (ObjectNode) copy.get("data");
        ((ObjectNode) data.get("appointment")).remove("id");
        ((ObjectNode) data.at("/appointment/appointment_type")).remove("id");
        ((ObjectNode) data.get("contact")).remove("id");
        ((ObjectNode) data.get("staff")).remove("id");
        return copy;
    }
}
