package io.punctual.workflow;

import static io.restassured.RestAssured.given;

import io.punctual.ground.test.PostgresResource;
import io.punctual.ground.test.access.HostileCalls;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.execution.Scenario;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation, called as nobody honest would. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HostileCallsTest {
    @Inject
    Scenario firm;

    private HostileCalls calls = new HostileCalls(_ -> given(), Map.of(), Set.of());

    @BeforeEach
    void somethingOfTheFirm() {
        Map<String, String> ids =
                Map.of("workflows", firm.workflow(Trigger.CREATED, -60).toString(), "firms", firm.firmId.toString());
        calls = new HostileCalls(
                role -> given().auth().preemptive().basic(role + "@" + firm.firmId, "any"),
                ids,
                Set.of("receiveEvents"));
    }

    @Test
    void everyAnswerCarriesTheHeaders() {
        calls.everyAnswerCarriesTheHeaders();
    }

    @Test
    void nobodySetsWhatIsNotListed() {
        calls.nobodySetsWhatIsNotListed();
    }

    @Test
    void queriesHoldWhatIsListed() {
        calls.queriesHoldWhatIsListed();
    }

    @Test
    void strangeTextIsNoFaultOfOurs() {
        calls.strangeTextIsNoFaultOfOurs();
    }
}
