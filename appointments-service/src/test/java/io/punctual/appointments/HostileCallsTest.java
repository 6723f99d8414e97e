package io.punctual.appointments;

import static io.restassured.RestAssured.given;

import io.punctual.ground.test.access.HostileCalls;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation, called as nobody honest would. */
@QuarkusTest
@TestProfile(LaptopProfile.class)
class HostileCallsTest extends ServiceTest {
    private HostileCalls calls = new HostileCalls(_ -> given(), Map.of(), Set.of());

    @BeforeEach
    void somethingOfAcme() {
        String appointment = Api.booked(Api.booking()).getString("id");
        calls = new HostileCalls(
                role -> given().auth().preemptive().basic(role + "@" + Api.ACME, "any"),
                Map.of("firms", Api.ACME, "appointments", appointment),
                Set.of());
    }

    @AfterEach
    void acmeGetsItsNameBack() {
        Api.as("admin@acme")
                .body(Map.of(
                        "name",
                        "Acme Advisory",
                        "time_zone",
                        "Europe/Berlin",
                        "locale",
                        "en-GB",
                        "default_country",
                        "DE"))
                .put("/api/v1/firms/" + Api.ACME)
                .then()
                .statusCode(200);
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
