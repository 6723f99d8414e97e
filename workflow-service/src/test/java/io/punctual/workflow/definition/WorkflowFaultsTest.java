package io.punctual.workflow.definition;

import static io.punctual.workflow.definition.WorkflowApi.PATH;
import static io.punctual.workflow.definition.WorkflowApi.reminder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WorkflowFaultsTest {
    private final WorkflowApi api = new WorkflowApi();

    @AfterEach
    void nothingIsStored() {
        api.staff().get(PATH).then().body("items", hasSize(0));
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        api.staff()
                .body("""
                        {"name": 7, "trigger": "appointment_lost", "appointment_type": "none", "status": "on",
                         "colour": "red",
                         "steps": [{"key": "s1", "delay_minutes": "soon", "action_type": "send_email",
                                    "action_config": {"template": "{{contact.nmae}}", "to_email": "{{contact.email}}"}},
                                   {"key": "s1", "delay_minutes": 600000, "when": "x", "if_late": "never",
                                    "action_type": "send_fax", "action_config": {}}]}""")
                .post(PATH)
                .then()
                .log()
                .ifValidationFails()
                .statusCode(422)
                .body(
                        "errors.field",
                        hasItems(
                                "name",
                                "trigger",
                                "appointment_type",
                                "status",
                                "colour",
                                "steps[0].delay_minutes",
                                "steps[0].action_config.subject",
                                "steps[0].action_config.template",
                                "steps[1].key",
                                "steps[1].delay_minutes",
                                "steps[1].when",
                                "steps[1].if_late",
                                "steps[1].action_type"));
    }

    @Test
    void aConditionIsNotAvailableYet() {
        ObjectNode document = reminder("draft");
        ((ObjectNode) document.get("steps").get(0)).putObject("when").put("language", "cel");

        api.staff()
                .body(document.toString())
                .post(PATH)
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("steps[0].when"))
                .body("errors.code", hasItem("condition_not_available"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"create_task", "send_sms", "send_survey", "update_crm"})
    void anActionThatDoesNotExistYetIsNotAvailable(String action) {
        api.staff()
                .body("""
                        {"name": "A", "trigger": "appointment_created", "delay_minutes": 0, "action_type": "%s",
                         "action_config": {"title": "x"}, "status": "active"}""".formatted(action))
                .post(PATH)
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(java.util.List.of("action_type")))
                .body("errors.code", equalTo(java.util.List.of("action_not_available")));
    }

    @Test
    void aSenderThatIsNotConfiguredIsRefused() {
        ObjectNode document = reminder("active");
        ((ObjectNode) document.get("steps").get(0).get("action_config")).put("from_email", "noreply@firm.com");

        api.staff()
                .body(document.toString())
                .post(PATH)
                .then()
                .statusCode(422)
                .body("errors.code", hasItem("sender_not_configured"));
    }

    @Test
    void anotherFirmIsRefused() {
        api.staff()
                .body(reminder("draft").put("firm", "Globex").toString())
                .post(PATH)
                .then()
                .statusCode(422)
                .body("errors.field", equalTo(java.util.List.of("firm")));
    }

    @Test
    void malformedJsonIsNotAFailureOfOurs() {
        api.staff().body("{\"name\": ").post(PATH).then().statusCode(400).body("code", equalTo("malformed_json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "\"text\"", "7"})
    void aBodyThatIsNoObjectIsRefused(String body) {
        assertThat(api.staff().body(body).post(PATH).statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?status=on", "?trigger=created", "?limit=0", "?limit=201", "?cursor=x"})
    void aQueryThatIsNotUnderstoodIsRefused(String query) {
        api.staff().get(PATH + query).then().statusCode(422);
    }

    @Test
    void anIdThatIsNoneIsMissing() {
        api.staff().get(PATH + "/none").then().statusCode(404);
    }
}
