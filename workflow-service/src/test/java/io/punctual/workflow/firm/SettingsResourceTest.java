package io.punctual.workflow.firm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.punctual.ground.tenancy.Acting;
import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SettingsResourceTest {
    private static final String PATH = "/api/v1/settings";
    private static final UUID GLOBEX = UUID.fromString("00000000-0000-7000-8000-000000910be0");

    private final UUID firm = UUID.randomUUID();

    @Inject
    LocalFirms localFirms;

    @Inject
    Firms firms;

    @Test
    void aFirmThatHasSetNothingReadsTheDefaults() {
        as("admin")
                .get(PATH)
                .then()
                .statusCode(200)
                .body("default_from", nullValue())
                .body("senders", empty())
                .body("before_meeting_lateness_minutes", equalTo(60))
                .body("lateness_minutes", equalTo(1440))
                .body("name", nullValue());
        assertThat(Acting.forFirm(firm, () -> firms.senders(firm))).isEqualTo(FirmSenders.NONE);
    }

    @Test
    void whatIsSetIsReadMayBeWrittenBackAndIsAudited() {
        Response set = as("admin").body("""
                        {"default_from": "a@acme.example", "senders": ["a@acme.example", "b@acme.example"],
                         "before_meeting_lateness_minutes": 30, "lateness_minutes": 120}""").put(PATH);
        set.then()
                .statusCode(200)
                .body("default_from", equalTo("a@acme.example"))
                .body("senders", contains("a@acme.example", "b@acme.example"))
                .body("before_meeting_lateness_minutes", equalTo(30))
                .body("lateness_minutes", equalTo(120));

        Response read = as("admin").get(PATH);
        Response written = as("admin").body(read.asString()).put(PATH);

        assertThat(read.asString()).isEqualTo(set.asString());
        assertThat(written.asString()).isEqualTo(read.asString());
        assertThat(written.header("ETag")).isEqualTo(read.header("ETag"));
        assertThat(Acting.forFirm(firm, () -> firms.senders(firm)).defaultFrom())
                .isEqualTo("a@acme.example");
        as("admin")
                .get("/api/v1/audit-events?event_type=settings_changed")
                .then()
                .body("items.actor", contains("admin@" + firm))
                .body("items[0].metadata.changed", hasItems("senders", "default_from"));
    }

    @Test
    void aStaleChangeIsRefused() {
        String read = as("admin").get(PATH).header("ETag");
        as("admin").body("{\"senders\": [\"a@acme.example\"]}").put(PATH).then().statusCode(200);

        as("admin")
                .header("If-Match", read)
                .body("{\"senders\": []}")
                .put(PATH)
                .then()
                .statusCode(412);
    }

    @Test
    void everyFaultIsNamedAtOnceAndNothingIsStored() {
        as("admin")
                .body("""
                        {"default_from": "nobody", "senders": ["a@acme.example", 7], "lateness_minutes": "x", "zone": "UTC"}""")
                .put(PATH)
                .then()
                .statusCode(422)
                .body("errors.field", hasItems("default_from", "senders[1]", "lateness_minutes", "zone"));

        as("admin").get(PATH).then().body("senders", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff", "portal", "operator"})
    void onlyAdminsSeeAndChangeSettings(String role) {
        as(role).get(PATH).then().statusCode(403);
        as(role).body("{\"senders\": []}").put(PATH).then().statusCode(403);
    }

    @Test
    void theLaptopsFirmsAreMadeOnceAndLeftAsTheyAre() {
        localFirms.create();
        localFirms.create();

        assertThat(Acting.forFirm(GLOBEX, () -> firms.profile(GLOBEX)))
                .contains(new FirmProfile(GLOBEX, "Globex", "Europe/Berlin", "en-GB"));
        assertThat(Acting.forFirm(GLOBEX, () -> firms.senders(GLOBEX)).defaultFrom())
                .isEqualTo("no-reply@globex.example");
        assertThat(Acting.forFirm(GLOBEX, () -> firms.senders(GLOBEX)).senders())
                .containsExactly("no-reply@globex.example");
    }

    private RequestSpecification as(String role) {
        return given().auth().preemptive().basic(role + "@" + firm, "any").contentType("application/json");
    }
}
