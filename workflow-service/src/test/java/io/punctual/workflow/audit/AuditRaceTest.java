package io.punctual.workflow.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.audit.ChainReport;
import io.punctual.ground.audit.ChainVerification;
import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.execution.Scenario;
import io.punctual.workflow.intake.EventIntake.Taken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The head of a firm's chain is the last lock that anybody takes, so that nobody waits in a circle for it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuditRaceTest {
    private static final int ROUNDS = 15;

    @Inject
    Scenario firm;

    @Inject
    ChainVerification chains;

    @Test
    void editsSettingsRetriesAndIntakeAtOnceLeaveAWholeChainAndNoDeadlock() throws Exception {
        UUID workflow = firm.workflow(Trigger.CREATED, 60);
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            int number = i;
            work.add(this::takeAnEvent);
            work.add(this::takeAnEvent);
            work.add(() -> edit(workflow, number));
            work.add(() -> staff().post("/api/v1/workflows/" + workflow + (number % 2 == 0 ? "/pause" : "/activate"))
                    .statusCode());
            work.add(() -> changeSettings(number));
            work.add(this::cancelSomething);
            work.add(() -> staff().body("{}").put("/api/v1/settings").statusCode());
        }
        try (ExecutorService people = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> one : people.invokeAll(work)) {
                assertThat(one.get()).isIn(200, 202, 403, 404, 409);
            }
        }
        ChainReport report = Acting.asEngine(() -> chains.verify(firm.firmId));
        assertThat(report.fault()).isNull();
        assertThat(report.events()).isGreaterThan(ROUNDS);
    }

    private int takeAnEvent() {
        Scenario.Meeting meeting = firm.meeting();
        Taken taken = firm.take(meeting.event(EventType.CREATED, "2026-11-20T09:00:00Z"));
        return taken == Taken.ACCEPTED ? 202 : 500;
    }

    private int edit(UUID workflow, int number) {
        return staff().body(Map.of(
                        "name",
                        "Number " + number,
                        "trigger",
                        "appointment_created",
                        "delay_minutes",
                        60 + number,
                        "action_type",
                        "send_email",
                        "action_config",
                        Map.of("subject", "Soon", "template", "Hi", "to_email", "{{contact.email}}")))
                .put("/api/v1/workflows/" + workflow)
                .statusCode();
    }

    private int changeSettings(int number) {
        return as("admin")
                .body(Map.of("senders", List.of("desk" + number + "@acme.example")))
                .put("/api/v1/settings")
                .statusCode();
    }

    private int cancelSomething() {
        return firm.executions().stream()
                .filter(view -> view.status().equals("pending"))
                .findFirst()
                .map(view -> staff().post("/api/v1/executions/" + view.id() + "/cancel")
                        .statusCode())
                .orElse(404);
    }

    private RequestSpecification staff() {
        return as("staff");
    }

    private RequestSpecification as(String role) {
        return given().auth()
                .preemptive()
                .basic(role + "@" + firm.firmId, "any")
                .contentType("application/json");
    }
}
