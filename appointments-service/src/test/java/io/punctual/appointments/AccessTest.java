package io.punctual.appointments;

import static io.restassured.RestAssured.given;

import io.punctual.ground.test.access.AccessTable;
import io.punctual.ground.test.access.FirmRows;
import io.punctual.ground.test.access.TenantWalk;
import io.punctual.ground.test.access.WallRules;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody gets in where they do not belong: the table of docs/access.md, other firms, and the walls beneath. */
@QuarkusTest
@TestProfile(LaptopProfile.class)
class AccessTest extends ServiceTest {
    private static final String DATABASE = "appointments";

    private final WallRules walls = new WallRules(DATABASE);
    private UUID stranger = new UUID(0, 0);
    private Map<String, String> ids = Map.of();

    @BeforeEach
    void somethingOfAcmeAndAStranger() {
        stranger = Api.firm();
        Map<String, Object> booking = Api.booking();
        receiver.replies(_ -> FakeReceiver.Reply.of(422));
        String appointment = Api.booked(booking).getString("id");
        receiver.await(appointment, 1);
        String delivery = Api.as("operator")
                .get("/api/v1/event-deliveries?limit=200")
                .jsonPath()
                .getString("items.find { it.appointment_id == '" + appointment + "' }.id");
        String key = Api.created("admin@acme", "/api/v1/api-keys", Map.of("name", "Theirs", "role", "firm-staff"))
                .getString("id");
        ids = Map.of(
                "api-keys",
                key,
                "firms",
                Api.ACME,
                "appointment-types",
                String.valueOf(booking.get("appointment_type_id")),
                "contacts",
                String.valueOf(booking.get("contact_id")),
                "staff",
                String.valueOf(booking.get("staff_id")),
                "appointments",
                appointment,
                "event-deliveries",
                delivery);
    }

    @Test
    void theTableOfOperationsAndRolesHolds() {
        AccessTable.under("Appointments service").holds(this::stranger);
    }

    @Test
    void strangersFindNothingWithAnotherFirmsIds() {
        Set<String> operatorsSee =
                Set.of("getFirm", "listFirms", "listEventDeliveries", "getEventDelivery", "redeliverEvent");
        new TenantWalk(new FirmRows(DATABASE), UUID.fromString(Api.ACME), ids, this::stranger, operatorsSee)
                .findsNothing();
    }

    @Test
    void everyTableIsWalledInAndRolesAreWeak() {
        walls.everyTableIsWalledIn();
        walls.rolesAreWeak();
    }

    @Test
    void withoutAConditionOrAFirmNothingOfOthersIsSeenOrWritten() throws SQLException {
        walls.aForgottenConditionShowsNothingOfOthers(UUID.fromString(Api.ACME));
        walls.aRowForAnotherFirmIsRefused(UUID.fromString(Api.ACME));
        walls.theOwnerSeesNothingEither();
    }

    private RequestSpecification stranger(String role) {
        return role.equals("none") ? given() : given().auth().preemptive().basic(role + "@" + stranger, "any");
    }
}
