package io.punctual.workflow.definition;

import static io.punctual.workflow.definition.WorkflowApi.PATH;
import static io.punctual.workflow.definition.WorkflowApi.keyless;
import static io.punctual.workflow.definition.WorkflowApi.reminder;
import static io.punctual.workflow.definition.WorkflowApi.step;
import static io.punctual.workflow.definition.WorkflowApi.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WorkflowsResourceTest {
    private final WorkflowApi api = new WorkflowApi();

    @Test
    void aWorkflowIsReadAsItWasCreated() {
        Response created = api.staff().body(WorkflowExamples.CANONICAL).post(PATH);

        created.then()
                .statusCode(201)
                .header("ETag", notNullValue())
                .body("id", notNullValue())
                .body("version", equalTo(1))
                .body("status", equalTo("active"))
                .body("appointment_type", nullValue())
                .body("$", hasKey("appointment_type"))
                .body("require_confirmed", equalTo(false))
                .body("steps", hasSize(1))
                .body("steps[0].key", equalTo("s1"))
                .body("steps[0].delay_minutes", equalTo(-1440))
                .body("steps[0]", hasKey("when"))
                .body("steps[0].if_late", equalTo("skip"))
                .body("steps[0].action_config.to_email", equalTo("{{contact.email}}"));
        Response read = api.staff().get(created.header("Location"));
        assertThat(read.asString()).isEqualTo(created.asString());
        assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));
    }

    @Test
    void theShorthandIsReadInTheCanonicalForm() {
        api.staff()
                .body(WorkflowExamples.SHORTHAND)
                .post(PATH)
                .then()
                .statusCode(201)
                .body("steps", hasSize(1))
                .body("steps[0].key", equalTo("s1"))
                .body("steps[0].delay_minutes", equalTo(60))
                .body("steps[0].action_type", equalTo("send_email"))
                .body("action_type", nullValue());
    }

    @Test
    void aWorkflowWithoutAStatusIsADraft() {
        ObjectNode document = reminder("draft");
        document.remove("status");

        assertThat(api.read(api.created(document)).getString("status")).isEqualTo("draft");
    }

    @Test
    void contentEditsPublishANewVersionAndKeepTheOldOne() {
        String path = api.created(reminder("active"));
        ObjectNode edited = reminder("active").put("name", "Renamed").put("require_confirmed", true);

        api.put(path, edited).then().statusCode(200).body("version", equalTo(2)).body("name", equalTo("Renamed"));

        api.staff()
                .get(path + "/versions")
                .then()
                .statusCode(200)
                .body("items.version", contains(2, 1))
                .body("items.name", contains("Renamed", "Reminder"))
                .body("items[0].published_by", equalTo("staff@" + api.firm))
                .body("next_cursor", nullValue());
    }

    @Test
    void versionsComeInPages() {
        String path = api.created(reminder("draft"));
        api.put(path, reminder("draft").put("name", "Two")).then().statusCode(200);
        Response first = api.staff().get(path + "/versions?limit=1");

        first.then().body("items.version", contains(2)).body("next_cursor", notNullValue());
        api.staff()
                .queryParam("cursor", first.jsonPath().getString("next_cursor"))
                .get(path + "/versions")
                .then()
                .body("items.version", contains(1))
                .body("next_cursor", nullValue());
    }

    @Test
    void anIdenticalDocumentPublishesNothing() {
        String path = api.created(reminder("active"));
        Response before = api.staff().get(path);

        Response after = api.put(path, before.asString());

        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.asString()).isEqualTo(before.asString());
        assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
    }

    @Test
    void aKeyMadeByTheServerIsNeverOneThatWasUsedBefore() {
        String path = api.created(workflow("A", "appointment_created", "draft", keyless(0), keyless(1)));
        assertThat(api.read(path).getList("steps.key")).containsExactly("s1", "s2");

        api.put(path, workflow("A", "appointment_created", "draft", step("s2", 1)))
                .then()
                .statusCode(200);
        api.put(path, workflow("A", "appointment_created", "draft", keyless(0), step("s2", 1)))
                .then()
                .body("steps.key", contains("s3", "s2"));
        api.put(path, WorkflowExamples.SHORTHAND).then().body("steps.key", contains("s4"));
    }

    @Test
    void statusMovesByVerbsAndByEdits() {
        String path = api.created(reminder("draft"));

        api.staff().post(path + "/pause").then().statusCode(409).body("code", equalTo("illegal_transition"));
        api.staff()
                .post(path + "/activate")
                .then()
                .statusCode(200)
                .body("status", equalTo("active"))
                .body("planned", equalTo(0))
                .body("skipped", equalTo(0));
        api.staff().post(path + "/pause").then().statusCode(200).body("status", equalTo("paused"));
        api.staff().post(path + "/pause").then().statusCode(200);
        api.staff()
                .body("{\"apply_to_existing\": true}")
                .post(path + "/activate")
                .then()
                .statusCode(200);
        api.put(path, reminder("paused"))
                .then()
                .statusCode(200)
                .body("status", equalTo("paused"))
                .body("version", equalTo(1));
    }

    @Test
    void aDeletedWorkflowIsGoneForReaders() {
        String path = api.created(reminder("active"));

        api.as("admin").delete(path).then().statusCode(204);

        api.staff().get(path).then().statusCode(404).body("code", equalTo("not_found"));
        api.staff().get(path + "/versions").then().statusCode(404);
        api.put(path, reminder("active")).then().statusCode(404);
        api.staff().post(path + "/activate").then().statusCode(404);
        api.as("admin").delete(path).then().statusCode(404);
        api.staff().get(PATH).then().body("items", hasSize(0));
    }

    @Test
    void theListIsNarrowedAndComesInPages() {
        api.created(workflow("100% sure", "appointment_created", "active", step("s1", 0)));
        api.created(workflow("Thanks", "appointment_completed", "draft", step("s1", 0)));
        api.created(workflow("More thanks", "appointment_completed", "active", step("s1", 0)));

        assertThat(names("")).containsExactly("More thanks", "Thanks", "100% sure");
        assertThat(names("?status=active")).containsExactly("More thanks", "100% sure");
        assertThat(names("?trigger=appointment_completed&status=draft")).containsExactly("Thanks");
        assertThat(names("?name=THANKS")).containsExactly("More thanks", "Thanks");
        assertThat(names("?name=%25")).containsExactly("100% sure");

        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            var request = api.staff().queryParam("limit", 1);
            Response page = (cursor == null ? request : request.queryParam("cursor", cursor)).get(PATH);
            all.addAll(page.jsonPath().getList("items.name", String.class));
            cursor = page.jsonPath().getString("next_cursor");
        } while (cursor != null);
        assertThat(all).containsExactly("More thanks", "Thanks", "100% sure");
    }

    @Test
    void aRepeatedPostWithItsKeyGetsTheFirstAnswerAgain() {
        String key = UUID.randomUUID().toString();
        String body = reminder("draft").toString();
        Response first = api.staff().header("Idempotency-Key", key).body(body).post(PATH);
        Response again = api.staff().header("Idempotency-Key", key).body(body).post(PATH);

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.jsonPath().getString("id")).isEqualTo(first.jsonPath().getString("id"));
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        api.staff()
                .header("Idempotency-Key", key)
                .body(reminder("active").toString())
                .post(PATH)
                .then()
                .statusCode(422);
        assertThat(names("")).hasSize(1);
    }

    @Test
    void whatPeopleDoIsAudited() {
        String path = api.created(reminder("draft"));
        String id = path.substring(path.lastIndexOf('/') + 1);
        api.put(path, reminder("draft").put("name", "Renamed")).then().statusCode(200);
        api.staff().post(path + "/activate").then().statusCode(200);
        api.staff().post(path + "/pause").then().statusCode(200);
        api.as("admin").delete(path).then().statusCode(204);

        Response audit = api.staff().get("/api/v1/audit-events?object_type=workflow&object_id=" + id);

        assertThat(audit.jsonPath().getList("items.event_type"))
                .containsExactlyInAnyOrder(
                        "workflow_created",
                        "workflow_edited",
                        "workflow_activated",
                        "workflow_paused",
                        "workflow_deleted");
        assertThat(audit.jsonPath().getList("items.metadata.workflow_name", String.class))
                .containsOnly("Reminder", "Renamed");
        assertThat(audit.asString()).doesNotContain("{{contact.name}}");
    }

    private List<String> names(String query) {
        return api.staff()
                .urlEncodingEnabled(false)
                .get(PATH + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.name", String.class);
    }
}
