package io.punctual.workflow.definition;

import static io.punctual.workflow.definition.WorkflowApi.step;
import static io.punctual.workflow.definition.WorkflowApi.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.RoundTrip;
import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.execution.StepPlan;
import io.punctual.workflow.execution.WorkflowPlan;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PublishedWorkflowsTest {
    private final WorkflowApi api = new WorkflowApi();

    @Inject
    PublishedWorkflows published;

    @Inject
    Database database;

    @Test
    void activeWorkflowsOfTheTriggersAreReadWithTheStepsOfTheirNewestVersion() {
        UUID created = create("appointment_created", "active");
        UUID completed = create("appointment_completed", "active");
        create("appointment_confirmed", "active");
        create("appointment_created", "draft");
        create("appointment_created", "paused");
        delete(create("appointment_created", "active"));
        api.put(path(created), workflow("B", "appointment_created", "active", step("s3", 3), step("s1", 1)))
                .then()
                .statusCode(200);

        List<WorkflowPlan> plans = active(api.firm, Set.of(Trigger.CREATED, Trigger.COMPLETED));

        assertThat(plans).extracting(WorkflowPlan::workflowId).containsExactly(created, completed);
        assertThat(plans).extracting(WorkflowPlan::version).containsExactly(2, 1);
        assertThat(plans.getFirst().steps()).extracting(StepPlan::key).containsExactly("s3", "s1");
        assertThat(plans.getFirst().steps()).extracting(StepPlan::delayMinutes).containsExactly(3, 1);
        assertThat(active(UUID.randomUUID(), Set.of(Trigger.CREATED))).isEmpty();
        assertThat(active(api.firm, Set.of())).isEmpty();
    }

    private List<WorkflowPlan> active(UUID firmId, Set<Trigger> triggers) {
        return Acting.forFirm(api.firm, () -> {
            RoundTrip trip = database.roundTrip();
            Supplier<Map<UUID, List<WorkflowPlan>>> active = published.activeFor(trip, Set.of(firmId), triggers);
            trip.send();
            return active.get().getOrDefault(firmId, List.of());
        });
    }

    @Test
    void onePlanIsReadWhateverItsStatusButNotOnceDeleted() {
        UUID draft = create("appointment_created", "draft");

        assertThat(Acting.forFirm(api.firm, () -> published.plan(api.firm, draft)))
                .map(WorkflowPlan::version)
                .contains(1);
        assertThat(Acting.forFirm(api.firm, () -> published.plan(UUID.randomUUID(), draft)))
                .isEmpty();
        delete(draft);
        assertThat(Acting.forFirm(api.firm, () -> published.plan(api.firm, draft)))
                .isEmpty();
    }

    private UUID create(String trigger, String status) {
        String path = api.created(workflow("A", trigger, status, step("s1", 0), step("s2", 60)));
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    private void delete(UUID id) {
        api.as("admin").delete(path(id)).then().statusCode(204);
    }

    private static String path(UUID id) {
        return WorkflowApi.PATH + "/" + id;
    }
}
