package io.punctual.workflow.action.email;

import static io.punctual.workflow.action.email.FirmMail.account;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.identity.LocalSecrets;
import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.action.KnownActions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets go in through every door there is; nothing that comes out, is logged or is stored holds them. */
@QuarkusTest
@TestProfile(FirmMailProfile.class)
@QuarkusTestResource(PostgresResource.class)
class CanaryTest {
    private static final String CANARY = "cAnAry-5ecr3t-Zq9";
    private static final String PATH = "/api/v1/settings/smtp-account";

    @Inject
    KnownActions actions;

    private final OwnerDatabase owner = new OwnerDatabase("test");
    private final LogLines logs = new LogLines();
    private final List<String> answers = new ArrayList<>();
    private final int scripted = FirmMailResource.scripted().port();
    private FirmMail firm;

    @BeforeEach
    void listen() {
        firm = new FirmMail(UUID.randomUUID(), actions);
        Logger.getLogger("").addHandler(logs);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(logs);
    }

    private Response put(String body) {
        Response answer = firm.as("admin").body(body).put(PATH);
        answers.add(answer.asString() + answer.headers());
        return answer;
    }

    /** Neither as it is, nor as Base64 or hexadecimal digits would show it. */
    private void nowhere(String... secrets) {
        List<String> tables = owner.query(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
                row -> row.text("relname"));
        List<String> everything = new ArrayList<>(answers);
        everything.addAll(logs.lines());
        for (String table : tables) {
            everything.addAll(owner.query("SELECT t::text AS line FROM \"" + table + "\" t", row -> row.text("line")));
        }
        for (String secret : secrets) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            String hex = java.util.HexFormat.of().formatHex(bytes);
            assertThat(everything)
                    .noneMatch(text -> text.contains(secret)
                            || text.contains(base64)
                            || text.toLowerCase(Locale.ROOT).contains(hex));
        }
    }

    @Test
    void aPasswordThatIsTaken() {
        assertThat(put(account(scripted, CANARY, "")).statusCode()).isEqualTo(200);
        answers.add(firm.as("admin").get(PATH).asString());
        answers.add(firm.as("admin").get("/api/v1/settings").asString());
        answers.add(firm.as("staff").get("/api/v1/audit-events").asString());
        assertThat(put(account(scripted, "", ""))).isNotNull();
        assertThat(firm.as("admin").delete(PATH).statusCode()).isEqualTo(204);
        nowhere(CANARY);
    }

    @Test
    void aPasswordThatIsRefused() {
        String good = account(scripted, CANARY, "");
        for (String body : List.of(
                good.replace("\"" + CANARY + "\"", "[\"" + CANARY + "\"]"),
                good.replace("\"" + CANARY + "\"", "{\"x\": \"" + CANARY + "\"}"),
                good.replace("\"" + CANARY + "\"", "\"" + CANARY + "\\u0000\""),
                good.replace(CANARY, CANARY.repeat(100)),
                good.replace("\"port\": ", "\"port\": \"" + CANARY + "\", \"x\": "),
                good.replace("\"tls\": \"none\"", "\"tls\": \"" + CANARY + "\""),
                good.replace("127.0.0.1", CANARY + ".."),
                good.replace("desk@acme.example", CANARY),
                good.replace("\"from_addresses\": [", "\"from_addresses\": [\"" + CANARY + "\", "),
                good.replace("127.0.0.1", "10.0.0.1"),
                good.replace("\"from", "\"unknown\": \"" + CANARY + "\", \"from"),
                good.replace("}", ""),
                good.replace(": \"none\"", ": " + CANARY),
                "\"" + CANARY + "\"")) {
            assertThat(put(body).statusCode()).as(body).isBetween(400, 422);
        }
        answers.add(firm.as("staff").body(good).put(PATH).asString());
        answers.add(given().contentType("application/json").body(good).put(PATH).asString());
        answers.add(
                firm.as("admin").contentType("text/plain").body(good).put(PATH).asString());
        nowhere(CANARY);
    }

    @Test
    void aServerThatRepeatsWhatItWasTold() throws Exception {
        String plain = Base64.getEncoder()
                .encodeToString(("\0" + FirmMailResource.USER + "\0" + CANARY).getBytes(StandardCharsets.UTF_8));
        put(account(scripted, CANARY, ""));
        for (String methods : List.of("PLAIN", "LOGIN PLAIN", "CRAM-MD5 LOGIN PLAIN")) {
            for (String answer : List.of(
                    "535 5.7.8 wrong password " + CANARY + " " + plain,
                    "334 " + CANARY,
                    "454 " + CANARY,
                    "nonsense " + CANARY)) {
                FirmMailResource.scripted()
                        .answer("EHLO", "250-here\r\n250 AUTH " + methods)
                        .answer("AUTH", answer);
                Response tried = firm.as("admin").post(PATH + "/test");
                answers.add(tried.asString());
                assertThat(tried.statusCode()).isEqualTo(200);
                answers.add(firm.send("desk@acme.example"));
            }
        }
        answers.add(firm.as("staff").get("/api/v1/audit-events").asString());
        nowhere(CANARY, plain);
    }

    @Test
    void aRowThatTheDatabaseRefuses() {
        String address = "canary-in-a-row@" + firm.id() + ".example";
        owner.update("ALTER TABLE sender ADD CONSTRAINT trap CHECK (address NOT LIKE 'canary-in-a-row%') NOT VALID");
        try {
            Response refused = firm.as("admin")
                    .header("Idempotency-Key", "k1")
                    .body("{\"address\": \"" + address + "\"}")
                    .post("/api/v1/senders");
            answers.add(refused.asString());
            assertThat(refused.statusCode()).isEqualTo(500);
        } finally {
            owner.update("ALTER TABLE sender DROP CONSTRAINT trap");
        }
        assertThat(logs.lines()).as("it is logged").anyMatch(line -> line.contains("trap"));
        nowhere(address);
    }

    @Test
    void linksAndKeys() throws Exception {
        FirmMailResource.installation().purgeEmailFromAllMailboxes();
        Response added = firm.as("admin")
                .header("Idempotency-Key", "k2")
                .body("{\"address\": \"links@" + firm.id() + ".example\"}")
                .post("/api/v1/senders");
        answers.add(added.asString());
        FirmMailResource.installation().waitForIncomingEmail(5_000, 1);
        String mail = com.icegreen.greenmail.util.GreenMailUtil.getBody(
                        FirmMailResource.installation().getReceivedMessages()[0])
                .replace("=\r\n", "")
                .replace("=3D", "=");
        String token = mail.replaceAll("(?s).*token=([\\w-]+).*", "$1");
        answers.add(given().formParam("token", token).post("/senders/confirm").asString());
        answers.add(given().get("/q/openapi?format=json").asString());
        answers.add(given().get("/q/health").asString());
        nowhere(
                token,
                LocalSecrets.SECRETS_KEY,
                new String(Base64.getDecoder().decode(LocalSecrets.SECRETS_KEY), StandardCharsets.UTF_8));
    }
}
