package io.punctual.workflow.definition;

import static io.punctual.workflow.definition.WorkflowApi.PATH;
import static io.punctual.workflow.definition.WorkflowApi.reminder;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WorkflowAccessTest {
    private final WorkflowApi api = new WorkflowApi();

    @Test
    void staffCreateAndEditButOnlyAdminsDelete() {
        String path = api.created(reminder("draft"));

        api.staff().delete(path).then().statusCode(403);
        api.as("admin").delete(path).then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"portal", "operator"})
    void othersSeeAndDoNothing(String role) {
        String path = api.created(reminder("draft"));

        api.as(role).get(PATH).then().statusCode(403);
        api.as(role).get(path).then().statusCode(403);
        api.as(role).get(path + "/versions").then().statusCode(403);
        api.as(role).body(reminder("draft").toString()).post(PATH).then().statusCode(403);
        api.as(role).body(reminder("active").toString()).put(path).then().statusCode(403);
        api.as(role).post(path + "/activate").then().statusCode(403);
        api.as(role).post(path + "/pause").then().statusCode(403);
        api.as(role).delete(path).then().statusCode(403);
    }

    @Test
    void whoeverIsNotLoggedInLearnsNothing() {
        given().get(PATH).then().statusCode(401);
        given().contentType("application/json").body("{").post(PATH).then().statusCode(401);
    }

    @Test
    void anotherFirmsWorkflowCannotBeToldFromAMissingOne() {
        String path = api.created(reminder("active"));
        String missing = PATH + "/" + UUID.randomUUID();
        WorkflowApi other = new WorkflowApi();

        assertSame(other.staff().get(path), other.staff().get(missing));
        assertSame(other.staff().get(path + "/versions"), other.staff().get(missing + "/versions"));
        assertSame(other.put(path, reminder("paused")), other.put(missing, reminder("paused")));
        assertSame(other.staff().post(path + "/activate"), other.staff().post(missing + "/activate"));
        assertSame(other.staff().post(path + "/pause"), other.staff().post(missing + "/pause"));
        assertSame(other.as("admin").delete(path), other.as("admin").delete(missing));
        other.staff().get(PATH).then().body("items", hasSize(0));
        assertThat(api.read(path).getString("status")).isEqualTo("active");
    }

    private static void assertSame(Response theirs, Response missing) {
        assertThat(theirs.statusCode()).isEqualTo(404);
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(theirs.asString()).isEqualTo(missing.asString());
    }
}
