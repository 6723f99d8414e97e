package io.punctual.appointments.firm;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.punctual.appointments.Api;
import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class FirmsTest extends ServiceTest {
    private static final Map<String, Object> PROFILE =
            Map.of("name", "Initech", "time_zone", "Europe/Vienna", "locale", "de-AT", "default_country", "AT");

    @Test
    void onALaptopBothDemoFirmsExist() {
        Api.as("operator").get("/api/v1/firms?limit=200").then().body("items.id", hasItems(Api.ACME, Api.GLOBEX));
        Api.as("admin@globex")
                .get("/api/v1/firms/" + Api.GLOBEX)
                .then()
                .statusCode(200)
                .body("name", equalTo("Globex"))
                .body("default_country", equalTo("DE"));
    }

    @Test
    void anOperatorCreatesAFirmOnce() {
        String id = UUID.randomUUID().toString();
        Map<String, Object> firm = new java.util.HashMap<>(PROFILE);
        firm.put("id", id);

        Api.created("operator", "/api/v1/firms", firm);
        Api.post("operator", "/api/v1/firms", firm).statusCode(409).body("code", equalTo("firm_exists"));
        Api.post("admin@acme", "/api/v1/firms", PROFILE).statusCode(403);
    }

    @Test
    void anAdminChangesTheirOwnFirmAlone() {
        String globex = "/api/v1/firms/" + Api.GLOBEX;
        Map<String, Object> renamed =
                Map.of("name", "Globex", "time_zone", "Europe/Paris", "locale", "fr-FR", "default_country", "FR");
        Map<String, Object> back =
                Map.of("name", "Globex", "time_zone", "Europe/Berlin", "locale", "en-GB", "default_country", "DE");

        Api.as("admin@globex").body(renamed).put(globex).then().statusCode(200).body("locale", equalTo("fr-FR"));
        Api.as("admin@globex").body(back).put(globex).then().statusCode(200);
        Api.as("admin@acme").body(renamed).put(globex).then().statusCode(404);
        Api.as("staff@globex").body(renamed).put(globex).then().statusCode(403);
        Api.as("admin@globex")
                .body(Map.of("name", "", "time_zone", "Mars", "locale", "?", "default_country", "Germany"))
                .put(globex)
                .then()
                .statusCode(422)
                .body("errors.field", hasItems("name", "time_zone", "locale", "default_country"));
    }

    @Test
    void withoutAnIdentityNothingIsToldAndHealthIsOpen() {
        given().get("/api/v1/appointments").then().statusCode(401);
        given().get("/api/v1/nowhere").then().statusCode(401);
        given().get("/q/metrics").then().statusCode(401);
        Api.as("staff@acme").get("/q/metrics").then().statusCode(403);
        Api.as("staff@acme").get("/api/v1/nowhere").then().statusCode(404);
        Api.as("operator").get("/api/v1/appointments").then().statusCode(403);
        given().get("/q/health/ready").then().statusCode(200);
    }
}
