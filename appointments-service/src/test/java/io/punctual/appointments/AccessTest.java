package io.punctual.appointments;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.test.access.AccessTable;
import io.punctual.ground.test.access.FirmRows;
import io.punctual.ground.test.access.TenantWalk;
import io.punctual.ground.test.access.WallRules;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody gets in where they do not belong: the table of docs/access.md, other firms, and the walls beneath. */
@QuarkusTest
@TestProfile(LaptopProfile.class)
class AccessTest extends ServiceTest {
    private static final String DATABASE = "appointments";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final WallRules walls = new WallRules(DATABASE);
    private final OwnerDatabase database = new OwnerDatabase(DATABASE);
    private UUID firm = new UUID(0, 0);
    private UUID stranger = new UUID(0, 0);
    private Map<String, String> ids = Map.of();

    /** A firm that no other test knows, and whose only event is dead: nothing changes it but the test. */
    @BeforeEach
    void somethingOfAFirmAndAStranger() {
        stranger = Api.firm();
        firm = Api.firm();
        String admin = "admin@" + firm;
        Map<String, Object> booking = Api.booking(admin);
        receiver.replies(_ -> FakeReceiver.Reply.of(422));
        String appointment = Api.created(admin, "/api/v1/appointments", booking).getString("id");
        String delivery = deadDelivery();
        String key = Api.created(admin, "/api/v1/api-keys", Map.of("name", "Theirs", "role", "firm-staff"))
                .getString("id");
        ids = Map.of(
                "api-keys",
                key,
                "firms",
                firm.toString(),
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
        new TenantWalk(new FirmRows(DATABASE), firm, ids, this::stranger, operatorsSee).findsNothing();
    }

    @Test
    void everyTableIsWalledInAndRolesAreWeak() {
        walls.everyTableIsWalledIn();
        walls.rolesAreWeak();
    }

    @Test
    void withoutAConditionOrAFirmNothingOfOthersIsSeenOrWritten() throws SQLException {
        walls.aForgottenConditionShowsNothingOfOthers(firm);
        walls.aRowForAnotherFirmIsRefused(firm);
        walls.theOwnerSeesNothingEither();
    }

    private String deadDelivery() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<String> dead = database.query(
                    "SELECT id::text FROM outbox WHERE firm_id = ? AND state = 'dead'", row -> row.text("id"), firm);
            if (!dead.isEmpty()) {
                return dead.getFirst();
            }
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private RequestSpecification stranger(String role) {
        return role.equals("none") ? given() : given().auth().preemptive().basic(role + "@" + stranger, "any");
    }
}
