package io.punctual.workflow.apikey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.punctual.ground.apikey.CreateKeyCommand;
import io.punctual.ground.apikey.LastUses;
import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ApiKeysTest {
    private static final String KEYS = "/api/v1/api-keys";
    private static final String STAFF = """
            {"name": "Booking page", "role": "firm-staff"}""";
    private static final String ADMIN = """
            {"name": "Console", "role": "firm-admin"}""";

    private final UUID firm = UUID.randomUUID();

    @Inject
    MutableClock clock;

    @Inject
    LastUses uses;

    @Inject
    CreateKeyCommand command;

    private RequestSpecification admin() {
        return given().auth().preemptive().basic("admin@" + firm, "any").contentType("application/json");
    }

    private static RequestSpecification with(String key) {
        return given().auth().oauth2(key).contentType("application/json");
    }

    private JsonPath made(String wish) {
        return admin().body(wish).post(KEYS).then().statusCode(201).extract().jsonPath();
    }

    private static ValidatableResponse opens(String key) {
        return with(key).get("/api/v1/workflows").then();
    }

    @Test
    void aKeyIsShownOnceAndOpensTheDoorOfItsFirm() {
        Response made = admin().body(STAFF).post(KEYS);
        made.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .header("Location", startsWith("/api/v1/api-keys/"))
                .body("key", startsWith("punctual_"))
                .body("created_by", equalTo("admin@" + firm))
                .body(
                        "expires_at",
                        equalTo(clock.instant().plus(Duration.ofDays(90)).toString()));
        String key = made.path("key");
        String prefix = made.path("prefix");
        assertThat(key).startsWith(prefix + "_").hasSize(71);

        opens(key).statusCode(200);
        admin().get(made.header("Location"))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("key", nullValue(), "name", equalTo("Booking page"), "prefix", equalTo(prefix));
        admin().get(KEYS).then().body("items.key", contains(nullValue()), "items.prefix", contains(prefix));
        given().auth()
                .preemptive()
                .basic("admin@" + UUID.randomUUID(), "any")
                .get(KEYS)
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void whatAKeyDoesIsDoneInItsName() {
        JsonPath key = made(ADMIN);
        String prefix = key.getString("prefix").substring("punctual_".length());
        with(key.getString("key"))
                .body(STAFF)
                .post(KEYS)
                .then()
                .statusCode(201)
                .body("created_by", equalTo("key:" + prefix + " (Console)"));
    }

    @Test
    void whatIsDoneToKeysIsAudited() {
        JsonPath key = made(ADMIN);
        String id = key.getString("id");
        with(key.getString("key")).delete(KEYS + "/" + id).then().statusCode(204);
        String prefix = key.getString("prefix").substring("punctual_".length());
        admin().get("/api/v1/audit-events?object_id=" + id)
                .then()
                .body("items.event_type", contains("api_key_revoked", "api_key_created"))
                .body("items.actor", contains("key:" + prefix + " (Console)", "admin@" + firm))
                .body("items[0].metadata.credential", equalTo("api_key"))
                .body("items[1].metadata.prefix", equalTo(prefix), "items[1].metadata.role", equalTo("firm-admin"));
    }

    @Test
    void whoeverRunsTheServiceMakesTheFirstKey() throws Exception {
        assertThat(command.run("create-api-key")).isEqualTo(2);
        assertThat(command.run("create-api-key", "acme", "x")).isEqualTo(2);
        assertThat(command.run("create-api-key", firm.toString(), " ")).isEqualTo(2);

        String first = Objects.requireNonNull(command.make(firm, "First").key());
        with(first).body(STAFF).post(KEYS).then().statusCode(201);
        admin().get(KEYS)
                .then()
                .body(
                        "items.name",
                        contains("Booking page", "First"),
                        "items.role",
                        contains("firm-staff", "firm-admin"))
                .body("items[1].created_by", equalTo("create-api-key"));
    }

    @Test
    void onlyAdminsManageKeys() {
        String staff = made(STAFF).getString("key");
        String id = made(STAFF).getString("id");
        for (RequestSpecification refused : new RequestSpecification[] {
            with(staff),
            given().auth().preemptive().basic("staff@" + firm, "any").contentType("application/json"),
            given().auth().preemptive().basic("portal@" + firm, "any").contentType("application/json")
        }) {
            refused.get(KEYS).then().statusCode(403);
            refused.get(KEYS + "/" + id).then().statusCode(403);
            refused.delete(KEYS + "/" + id).then().statusCode(403);
            refused.body(STAFF).post(KEYS).then().statusCode(403);
        }
    }

    @Test
    void wishesAreChecked() {
        for (String role : new String[] {"portal", "operator", "FIRM-ADMIN", ""}) {
            admin().body("{\"name\": \"x\", \"role\": \"" + role + "\"}")
                    .post(KEYS)
                    .then()
                    .statusCode(422)
                    .body("errors.field", contains("role"), "errors.code", contains("unknown_value"));
        }
        for (Duration end : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(367)}) {
            admin().body("{\"name\": \"x\", \"role\": \"firm-staff\", \"expires_at\": \""
                            + clock.instant().plus(end) + "\"}")
                    .post(KEYS)
                    .then()
                    .statusCode(422)
                    .body("errors.field", contains("expires_at"));
        }
        admin().body("{\"firm_id\": \"" + UUID.randomUUID() + "\", \"name\": \"\"}")
                .post(KEYS)
                .then()
                .statusCode(422)
                .body("errors.field.sort()", contains("firm_id", "name", "role"));
    }

    @Test
    void aKeyEnds() {
        String end = clock.instant().plus(Duration.ofHours(1)).toString();
        JsonPath key = made("{\"name\": \"x\", \"role\": \"firm-staff\", \"expires_at\": \"" + end + "\"}");
        clock.advance(Duration.ofMinutes(59));
        opens(key.getString("key")).statusCode(200);
        clock.advance(Duration.ofMinutes(1));
        opens(key.getString("key")).statusCode(401);
    }

    @Test
    void aRevokedKeyOpensNothingFromThatMomentAndStaysVisible() {
        JsonPath key = made(STAFF);
        String path = KEYS + "/" + key.getString("id");
        opens(key.getString("key")).statusCode(200);
        admin().header("If-Match", "\"2\"").delete(path).then().statusCode(412);
        opens(key.getString("key")).statusCode(200);

        admin().header("If-Match", "\"1\"").delete(path).then().statusCode(204);
        opens(key.getString("key")).statusCode(401).header("WWW-Authenticate", "Bearer");
        admin().delete(path).then().statusCode(204);
        admin().get(path)
                .then()
                .header("ETag", "\"2\"")
                .body("revoked_at", notNullValue(), "revoked_by", equalTo("admin@" + firm));
    }

    @Test
    void anotherFirmsKeyIsNotThere() {
        String path = KEYS + "/" + made(STAFF).getString("id");
        for (String missing : new String[] {path, KEYS + "/" + UUID.randomUUID()}) {
            RequestSpecification other = given().auth().preemptive().basic("admin@" + UUID.randomUUID(), "any");
            other.get(missing).then().statusCode(404);
            other.delete(missing).then().statusCode(404);
        }
        admin().get(path).then().body("revoked_at", nullValue());
    }

    @Test
    void whatAnotherReplicaRevokedIsRefusedWithinSeconds() throws SQLException {
        JsonPath key = made(STAFF);
        opens(key.getString("key")).statusCode(200);
        change("UPDATE api_key SET revoked_at = now(), revoked_by = 'another' WHERE id = '" + key.getString("id")
                + "'");

        // Believed without a look at the database, for a moment.
        opens(key.getString("key")).statusCode(200);
        clock.advance(Duration.ofSeconds(5));
        opens(key.getString("key")).statusCode(401);
    }

    @Test
    void onlyTheWholeKeyInItsPlaceOpens() {
        String key = made(STAFF).getString("key");
        String other = made(STAFF).getString("key");
        String mixed = key.substring(0, 22) + other.substring(22);
        for (String wrong : new String[] {
            mixed, key + "0", key.substring(0, 70), key.toUpperCase(java.util.Locale.ROOT), "punctual_"
        }) {
            opens(wrong).statusCode(401);
        }
        given().auth()
                .preemptive()
                .basic(key, "")
                .get("/api/v1/workflows")
                .then()
                .statusCode(401);
        given().header("X-API-Key", key).get("/api/v1/workflows").then().statusCode(401);
        given().cookie("Authorization", "Bearer " + key)
                .get("/api/v1/workflows")
                .then()
                .statusCode(401);
        given().get("/api/v1/workflows?access_token=" + key).then().statusCode(401);
        given().header("Authorization", "bearer  " + key)
                .get("/api/v1/workflows")
                .then()
                .statusCode(200);
    }

    @Test
    void theLastUseIsSeenAMinuteLaterAtTheEarliest() {
        JsonPath key = made(STAFF);
        String path = KEYS + "/" + key.getString("id");
        uses.write();
        admin().get(path).then().body("last_used_at", nullValue());

        String first = clock.instant().toString();
        opens(key.getString("key")).statusCode(200);
        uses.write();
        admin().get(path).then().body("last_used_at", equalTo(first));

        clock.advance(Duration.ofSeconds(59));
        opens(key.getString("key")).statusCode(200);
        uses.write();
        admin().get(path).then().body("last_used_at", equalTo(first));

        clock.advance(Duration.ofSeconds(1));
        opens(key.getString("key")).statusCode(200);
        uses.write();
        admin().get(path).then().body("last_used_at", equalTo(clock.instant().toString()));
    }

    @Test
    void aRepetitionMakesNoSecondKeyAndHoldsNoSecret() throws SQLException {
        String once = UUID.randomUUID().toString();
        Response first = admin().header("Idempotency-Key", once).body(STAFF).post(KEYS);
        Response again = admin().header("Idempotency-Key", once).body(STAFF).post(KEYS);

        first.then().statusCode(201).body("key", startsWith("punctual_"));
        again.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .header("Location", first.header("Location"))
                .body("id", equalTo(first.path("id")), "key", nullValue());
        opens(first.path("key")).statusCode(200);
        admin().get(KEYS).then().body("items", hasSize(1));
        String secret = first.<String>path("key").substring(22);
        assertThat(found("SELECT count(*) FROM idempotency_key t WHERE t::text LIKE '%" + secret + "%'"))
                .isZero();
        assertThat(found("SELECT count(*) FROM api_key t WHERE t::text LIKE '%" + secret + "%'"))
                .isZero();
    }

    @Test
    void aFirmHasOnlySoManyAndListsThemInPages() throws SQLException {
        change("INSERT INTO api_key (firm_id, id, prefix, hash, name, role, created_by, created_at, expires_at)"
                + " SELECT '" + firm
                + "', gen_random_uuid(), 'abcdefghijkl', sha256('x'), 'n' || i, 'firm-staff', 'x', '"
                + clock.instant() + "', '" + clock.instant().plusSeconds(60) + "' FROM generate_series(1, 100) i");
        admin().body(STAFF).post(KEYS).then().statusCode(409).body("code", equalTo("too_many_keys"));
        String next = admin().get(KEYS + "?limit=60")
                .then()
                .body("items", hasSize(60))
                .extract()
                .path("next_cursor");
        admin().get(KEYS + "?limit=60&cursor=" + next)
                .then()
                .body("items", hasSize(40), "next_cursor", nullValue(), "items.key", everyItem(nullValue()));
        clock.advance(Duration.ofSeconds(60));
        made(STAFF);
    }

    private static void change(String sql) throws SQLException {
        try (Connection connection = PostgresResource.ownerSource("test").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long found(String sql) throws SQLException {
        try (Connection connection = PostgresResource.ownerSource("test").getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
