package io.punctual.appointments;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class OpenApiTest {

    @Test
    void everyOperationHasAnIdASummaryItsErrorsAndItsSecurity() throws Exception {
        String text =
                given().accept("application/json").get("/q/openapi?format=json").asString();
        JsonNode document = new ObjectMapper().readTree(text);

        assertThat(document.get("openapi").asText()).startsWith("3.1");
        assertThat(document.get("paths").properties()).hasSizeGreaterThan(10);
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode described = operation.getValue();
                    String name = operation.getKey() + " " + path.getKey();
                    assertThat(described.path("operationId").asText()).as(name).isNotEmpty();
                    assertThat(described.path("summary").asText()).as(name).isNotEmpty();
                    assertThat(described.path("responses").has("401")).as(name).isTrue();
                    assertThat(described.path("security")).as(name).isNotEmpty();
                }));
        JsonNode appointment = document.at("/components/schemas/Appointment/properties");
        assertThat(appointment.has("start_time")).as("snake_case").isTrue();
        assertThat(appointment.at("/status/$ref").asText()
                        + appointment.at("/status").toString())
                .contains("AppointmentStatus");
    }
}
