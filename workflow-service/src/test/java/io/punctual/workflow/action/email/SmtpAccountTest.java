package io.punctual.workflow.action.email;

import static io.punctual.workflow.action.email.FirmMail.account;
import static io.punctual.workflow.action.email.FirmMailResource.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.action.KnownActions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(FirmMailProfile.class)
@QuarkusTestResource(PostgresResource.class)
class SmtpAccountTest {
    private static final String PATH = "/api/v1/settings/smtp-account";

    @Inject
    KnownActions actions;

    private final OwnerDatabase owner = new OwnerDatabase("test");
    private final int port = FirmMailResource.provider().getSmtp().getPort();
    private FirmMail firm;

    @BeforeEach
    void newFirm() {
        firm = new FirmMail(UUID.randomUUID(), actions);
    }

    private Response put(String body) {
        return firm.as("admin").body(body).put(PATH);
    }

    private int credentials() {
        return owner.query("SELECT 1 AS one FROM credential WHERE firm_id = ?", row -> row.integer("one"), firm.id())
                .size();
    }

    @Test
    void theFirmsMailsGoThroughItsAccountAndThePasswordIsNeverReadBack() throws Exception {
        assertThat(firm.send("desk@acme.example")).isEqualTo("sender_not_verified");

        Response set = put(account(port, PASSWORD, ""));

        set.then().statusCode(200).body("password_set", equalTo(true)).body("host", equalTo("127.0.0.1"));
        Response read = firm.as("admin").get(PATH);
        assertThat(read.asString())
                .isEqualTo(set.asString())
                .doesNotContain(PASSWORD)
                .doesNotContain("\"password\"");
        int before = FirmMailResource.provider().getReceivedMessages().length;
        assertThat(firm.send("desk@acme.example")).isEqualTo("done");
        assertThat(FirmMailResource.provider().getReceivedMessages()).hasSize(before + 1);
        assertThat(firm.send("other@acme.example")).isEqualTo("sender_not_in_account");
        firm.as("admin")
                .get("/api/v1/settings")
                .then()
                .body("senders", contains("desk@acme.example"))
                .body("pending_senders", empty());
        firm.as("admin")
                .get("/api/v1/audit-events?event_type=smtp_account_changed")
                .then()
                .body("items.metadata.host", contains("127.0.0.1"))
                .body("items.metadata.password_changed", contains(true));
    }

    @Test
    void whatIsReadMayBeWrittenBackAndThePasswordStays() throws Exception {
        put(account(port, PASSWORD, ""));
        Response read = firm.as("admin").get(PATH);

        put(read.asString())
                .then()
                .statusCode(200)
                .body("password_updated_at", equalTo(read.path("password_updated_at")));

        assertThat(firm.send("desk@acme.example")).isEqualTo("done");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.2",
        "acme-at-provider, somebody-else",
        "none, starttls",
    })
    void aPasswordGoesWithNoOtherHostUserOrTlsThanItWasGivenFor(String before, String after) {
        put(account(port, PASSWORD, "")).then().statusCode(200);
        put(account(port, "", "").replace(before, after))
                .then()
                .statusCode(422)
                .body("errors.field", contains("password"))
                .body("errors.code", contains("required"));
        put(account(587, "", "")).then().statusCode(422).body("errors.field", contains("password"));
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        put("""
                {"host": "127.1", "port": 22, "tls": "ssl", "username": "", "password": "", "from_addresses": ["x"], "sender": 1}""")
                .then()
                .statusCode(422)
                .body(
                        "errors.field",
                        hasItems("host", "port", "tls", "username", "password", "from_addresses[0]", "sender"))
                .body("errors.code", hasItems("invalid_host", "port_not_allowed", "unknown_value", "unknown_field"));
        put("{}")
                .then()
                .statusCode(422)
                .body("errors.field", hasItems("host", "port", "tls", "username", "from_addresses"));
        firm.as("admin").get(PATH).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "169.254.169.254", "192.168.0.1", "fd00:ec2::254", "::ffff:10.0.0.1"})
    void anAddressInsideIsRefusedWhenItIsSaved(String host) {
        put(account(port, PASSWORD, "").replace("127.0.0.1", host))
                .then()
                .statusCode(422)
                .body("errors.field", contains("host"))
                .body("errors.code", contains("address_not_allowed"));
    }

    @Test
    void removingItRemovesThePasswordToo() throws Exception {
        put(account(port, PASSWORD, ""));
        put(account(port, PASSWORD + "2", ""));
        assertThat(credentials()).isEqualTo(1);

        firm.as("admin").delete(PATH).then().statusCode(204);

        assertThat(credentials()).isZero();
        firm.as("admin").get(PATH).then().statusCode(404);
        firm.as("admin").delete(PATH).then().statusCode(404);
        assertThat(firm.send("desk@acme.example")).isEqualTo("sender_not_verified");
    }

    @Test
    void aStaleChangeIsRefused() {
        String first = put(account(port, PASSWORD, "")).header("ETag");
        put(account(port, PASSWORD, "")).then().statusCode(200);

        firm.as("admin")
                .header("If-Match", first)
                .body(account(port, PASSWORD, ""))
                .put(PATH)
                .then()
                .statusCode(412);
        firm.as("admin").header("If-Match", first).delete(PATH).then().statusCode(412);
    }

    @Test
    void aTrialSaysWithACodeWhatCameOfIt() {
        firm.as("admin").post(PATH + "/test").then().statusCode(404);
        put(account(port, PASSWORD, ""));
        firm.as("admin").post(PATH + "/test").then().statusCode(200).body("result", equalTo("sent"));

        FirmMailResource.scripted().answer("EHLO", "250-here\r\n250 AUTH PLAIN").answer("AUTH", "535 no");
        put(account(FirmMailResource.scripted().port(), "wrong-p4ssword", ""));
        firm.as("admin").post(PATH + "/test").then().statusCode(200).body("result", equalTo("smtp_auth_failed"));
        firm.as("admin")
                .get("/api/v1/audit-events?event_type=smtp_account_tested")
                .then()
                .body("items.metadata.result", contains("smtp_auth_failed", "sent"));
    }

    @Test
    void anotherFirmSeesNothingOfIt() {
        put(account(port, PASSWORD, ""));
        FirmMail other = new FirmMail(UUID.randomUUID(), actions);
        other.as("admin").get(PATH).then().statusCode(404);
        other.as("admin").delete(PATH).then().statusCode(404);
        firm.as("admin").get(PATH).then().statusCode(200);
        other.as("admin")
                .get("/api/v1/audit-events")
                .then()
                .body("items.event_type", not(hasItem("smtp_account_changed")));
    }
}
