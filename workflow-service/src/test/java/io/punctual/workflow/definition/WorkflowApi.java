package io.punctual.workflow.definition;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** Speaks to the workflows of one firm, which no other test uses. */
final class WorkflowApi {
    static final String PATH = "/api/v1/workflows";

    final UUID firm;

    WorkflowApi() {
        this(UUID.randomUUID());
    }

    WorkflowApi(UUID firm) {
        this.firm = firm;
    }

    RequestSpecification as(String role) {
        return given().auth().preemptive().basic(role + "@" + firm, "any").contentType("application/json");
    }

    RequestSpecification staff() {
        return as("staff");
    }

    /** Creates a workflow, and gives its path. */
    String created(ObjectNode document) {
        return staff().body(document.toString())
                .post(PATH)
                .then()
                .log()
                .ifValidationFails()
                .statusCode(201)
                .extract()
                .header("Location");
    }

    Response put(String path, Object document) {
        return staff().body(document.toString()).put(path);
    }

    JsonPath read(String path) {
        return staff().get(path).then().statusCode(200).extract().jsonPath();
    }

    static ObjectNode reminder(String status) {
        return workflow("Reminder", "appointment_created", status, step("s1", -1440));
    }

    static ObjectNode workflow(String name, String trigger, String status, ObjectNode... steps) {
        ObjectNode workflow = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("trigger", trigger)
                .put("status", status);
        ArrayNode list = workflow.putArray("steps");
        for (ObjectNode step : steps) {
            list.add(step);
        }
        return workflow;
    }

    static ObjectNode step(String key, int delayMinutes) {
        ObjectNode step = keyless(delayMinutes);
        step.put("key", key);
        return step;
    }

    static ObjectNode keyless(int delayMinutes) {
        ObjectNode step = JsonNodeFactory.instance
                .objectNode()
                .put("delay_minutes", delayMinutes)
                .put("action_type", "send_email");
        step.putObject("action_config")
                .put("subject", "Soon")
                .put("template", "Hi {{contact.name}}")
                .put("to_email", "{{contact.email}}");
        return step;
    }
}
