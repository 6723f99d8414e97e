package io.punctual.appointments.apikey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItem;

import io.punctual.appointments.Api;
import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys of this service; what is the same in both is tested in the workflow service. */
@QuarkusTest
@TestProfile(LaptopProfile.class)
class ApiKeysTest extends ServiceTest {

    private static ValidatableResponse contacts(String key) {
        return given().auth().oauth2(key).get("/api/v1/contacts?limit=200").then();
    }

    @Test
    void aKeySeesItsFirmUntilItIsRevoked() {
        String contact = Api.contact();
        JsonPath made = Api.created("admin@acme", "/api/v1/api-keys", Map.of("name", "Site", "role", "firm-staff"));
        JsonPath theirs = Api.created("admin@globex", "/api/v1/api-keys", Map.of("name", "Site", "role", "firm-staff"));

        given().auth()
                .oauth2(made.getString("key"))
                .get("/api/v1/contacts/" + contact)
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(theirs.getString("key"))
                .get("/api/v1/contacts/" + contact)
                .then()
                .statusCode(404);
        given().auth()
                .preemptive()
                .basic("admin@acme", "punctual")
                .get("/api/v1/api-keys")
                .then()
                .body("items.id", hasItem(made.getString("id")));

        given().auth()
                .preemptive()
                .basic("admin@acme", "punctual")
                .delete("/api/v1/api-keys/" + made.getString("id"))
                .then()
                .statusCode(204);
        contacts(made.getString("key")).statusCode(401);
        contacts(theirs.getString("key")).statusCode(200);
    }
}
