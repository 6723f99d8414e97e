package io.punctual.workflow;

import static io.restassured.RestAssured.given;

import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.test.PostgresResource;
import io.punctual.ground.test.access.AccessTable;
import io.punctual.ground.test.access.FirmRows;
import io.punctual.ground.test.access.TenantWalk;
import io.punctual.ground.test.access.WallRules;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.event.EventType;
import io.punctual.workflow.execution.Scenario;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody gets in where they do not belong: the table of docs/access.md, other firms, and the walls beneath. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccessTest {
    private static final String DATABASE = "test";

    @Inject
    Scenario firm;

    private final WallRules walls = new WallRules(DATABASE, "intake");
    private final UUID stranger = UUID.randomUUID();
    private Map<String, String> ids = Map.of();

    @BeforeEach
    void somethingOfTheFirm() {
        UUID workflow = firm.workflow(Trigger.CREATED, -60);
        Scenario.Meeting meeting = firm.meeting().happens(EventType.CREATED, "2026-11-20T10:00:00Z");
        String key = given().auth()
                .preemptive()
                .basic("admin@" + firm.firmId, "any")
                .contentType("application/json")
                .body(Map.of("name", "Theirs", "role", "firm-staff"))
                .post("/api/v1/api-keys")
                .path("id");
        UUID sender = UUID.randomUUID();
        new OwnerDatabase(DATABASE).update("""
                INSERT INTO sender (firm_id, id, address, listed, created_at) VALUES (?, ?, ?, true, now())
                """, firm.firmId, sender, sender + "@acme.example");
        ids = Map.of(
                "api-keys", key,
                "firms", firm.firmId.toString(),
                "senders", sender.toString(),
                "workflows", workflow.toString(),
                "executions", firm.execution().id().toString(),
                "appointments", meeting.id().toString());
    }

    @Test
    void theTableOfOperationsAndRolesHolds() {
        AccessTable.under("Workflow service").holds(this::stranger);
    }

    @Test
    void strangersFindNothingWithAnotherFirmsIds() {
        Set<String> operatorsSee = Set.of("getFirmLimits", "replaceFirmLimits");
        new TenantWalk(new FirmRows(DATABASE), firm.firmId, ids, this::stranger, operatorsSee).findsNothing();
    }

    @Test
    void everyTableIsWalledInAndRolesAreWeak() {
        walls.everyTableIsWalledIn();
        walls.rolesAreWeak();
    }

    @Test
    void withoutAConditionOrAFirmNothingOfOthersIsSeenOrWritten() throws SQLException {
        walls.aForgottenConditionShowsNothingOfOthers(firm.firmId);
        walls.aRowForAnotherFirmIsRefused(firm.firmId);
        walls.theOwnerSeesNothingEither();
    }

    private RequestSpecification stranger(String role) {
        return role.equals("none") ? given() : given().auth().preemptive().basic(role + "@" + stranger, "any");
    }
}
