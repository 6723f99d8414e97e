package io.punctual.workflow.definition;

import static io.punctual.workflow.definition.WorkflowApi.step;
import static io.punctual.workflow.definition.WorkflowApi.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.execution.Scenario;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The meeting is on 1 December at 14:00, and was booked on 20 November at 10:00. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WorkflowChangesTest {
    @Inject
    Scenario scenario;

    @Inject
    MutableClock clock;

    private WorkflowApi api = new WorkflowApi();

    @BeforeEach
    void bookingDay() {
        api = new WorkflowApi(scenario.firmId);
        clock.set(Instant.parse("2026-11-20T09:00:00Z"));
    }

    @Test
    void anActiveWorkflowPlansAndADraftDoesNot() {
        api.created(reminder("active", -1440));
        api.created(reminder("draft", -60));
        booked();

        assertThat(scenario.states()).containsExactly("pending");
    }

    @Test
    void anEditOfTheDelayPlansExactlyThoseAppointmentsAgain() {
        String path = api.created(reminder("active", -1440));
        booked();

        ask(path, reminder("active", -60), 1, 1, 0);
        assertThat(scenario.states()).containsExactly("pending");
        api.put(path, reminder("active", -60)).then().statusCode(200);

        assertThat(scenario.states()).containsExactlyInAnyOrder("cancelled/workflow_edited", "pending");
        assertThat(scenario.executions())
                .filteredOn(execution -> "pending".equals(execution.status()))
                .singleElement()
                .satisfies(execution ->
                        assertThat(execution.scheduledFor()).isEqualTo(Instant.parse("2026-12-01T13:00:00Z")));
    }

    @Test
    void anEditOfTheContentLeavesWhatWaits() {
        String path = api.created(reminder("active", -1440));
        booked();
        ObjectNode edited = reminder("active", -1440).put("name", "Renamed");

        ask(path, edited, 0, 0, 0);
        api.put(path, edited).then().statusCode(200).body("version", equalTo(2));

        assertThat(scenario.states()).containsExactly("pending");
    }

    @Test
    void aStepWithoutAKeyIsNewAndTheDroppedOneCancelsWhatWaits() {
        String path = api.created(reminder("active", -1440));
        booked();

        api.put(path, workflow("Reminder", "appointment_created", "active", WorkflowApi.keyless(-1440)))
                .then()
                .statusCode(200);

        assertThat(scenario.states()).containsExactlyInAnyOrder("cancelled/workflow_edited", "pending");
    }

    @Test
    void pausingCancelsWhatWaits() {
        String path = api.created(reminder("active", -1440));
        booked();

        api.staff().post(path + "/pause").then().statusCode(200);

        assertThat(scenario.states()).containsExactly("cancelled/workflow_inactive");
    }

    @Test
    void anEditToPausedActsAsPause() {
        String path = api.created(reminder("active", -1440));
        booked();

        ask(path, reminder("paused", -1440), 1, 0, 0);
        assertThat(scenario.states()).containsExactly("pending");
        api.put(path, reminder("paused", -1440)).then().statusCode(200);

        assertThat(scenario.states()).containsExactly("cancelled/workflow_inactive");
    }

    @Test
    void deletingCancelsWhatWaitsAndKeepsTheHistory() {
        String path = api.created(reminder("active", -1440));
        booked();

        api.as("admin").delete(path).then().statusCode(204);

        assertThat(scenario.states()).containsExactly("cancelled/workflow_deleted");
    }

    @Test
    void activationPlansNothingForWhatExistsUnlessAsked() {
        String path = api.created(reminder("paused", -1440));
        booked();

        api.staff().post(path + "/activate").then().statusCode(200).body("planned", equalTo(0));
        assertThat(scenario.states()).isEmpty();

        api.staff()
                .body("{\"apply_to_existing\": true}")
                .post(path + "/activate")
                .then()
                .statusCode(200)
                .body("status", equalTo("active"))
                .body("planned", equalTo(1))
                .body("skipped", equalTo(0));
        assertThat(scenario.states()).containsExactly("pending");
    }

    @Test
    void anEditToActiveActsAsActivationWithoutApplyingToWhatExists() {
        String path = api.created(reminder("paused", -1440));
        booked();

        ask(path, reminder("active", -1440), 0, 0, 0);
        api.put(path, reminder("active", -1440)).then().statusCode(200).body("status", equalTo("active"));

        assertThat(scenario.states()).isEmpty();
    }

    private void ask(String path, ObjectNode edit, int cancels, int plans, int skips) {
        int version = api.read(path).getInt("version");
        api.staff()
                .body(edit.toString())
                .put(path + "?dry_run=true")
                .then()
                .statusCode(200)
                .body("cancels", equalTo(cancels))
                .body("plans", equalTo(plans))
                .body("skips", equalTo(skips));
        assertThat(api.read(path).getInt("version")).isEqualTo(version);
    }

    private void booked() {
        scenario.meeting().happens(EventType.CREATED, "2026-11-20T10:00:00Z");
    }

    private static ObjectNode reminder(String status, int delayMinutes) {
        return workflow("Reminder", "appointment_created", status, step("s1", delayMinutes));
    }
}
