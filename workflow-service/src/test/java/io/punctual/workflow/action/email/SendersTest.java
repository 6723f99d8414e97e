package io.punctual.workflow.action.email;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.punctual.ground.test.MutableClock;
import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.action.KnownActions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FirmMailProfile.class)
@QuarkusTestResource(PostgresResource.class)
class SendersTest {
    private static final String PATH = "/api/v1/senders";
    private static final String PAGE = "/senders/confirm";
    private static final Pattern LINK = Pattern.compile("https://workflow\\.example/senders/confirm\\?token=([\\w-]+)");

    @Inject
    KnownActions actions;

    @Inject
    MutableClock clock;

    private final GreenMail mails = FirmMailResource.installation();
    private FirmMail firm;
    private String address;

    @BeforeEach
    void newFirm() {
        firm = new FirmMail(UUID.randomUUID(), actions);
        address = "no-reply@" + firm.id() + ".example";
    }

    private Response set(String... senders) {
        return firm.as("admin")
                .body("{\"senders\": [\"" + String.join("\", \"", senders) + "\"]}")
                .put("/api/v1/settings");
    }

    /** The tokens of the links that went to an address, in their order; waits until there are as many. */
    private List<String> links(String to, int count) throws Exception {
        for (int waited = 0; waited < 20; waited++) {
            List<String> tokens = new ArrayList<>();
            for (MimeMessage mail : mails.getReceivedMessages()) {
                Matcher link = LINK.matcher(
                        GreenMailUtil.getBody(mail).replace("=\r\n", "").replace("=3D", "="));
                if (mail.getAllRecipients()[0].toString().equals(to) && link.find()) {
                    tokens.add(link.group(1));
                }
            }
            if (tokens.size() >= count) {
                return tokens;
            }
            mails.waitForIncomingEmail(500, mails.getReceivedMessages().length + 1);
        }
        throw new AssertionError("no " + count + " mails to " + to);
    }

    private static Response press(String token) {
        return given().formParam("token", token).post(PAGE);
    }

    @Test
    void anAddressSendsOnlyAfterItsReaderHasPressedTheButton() throws Exception {
        set(address)
                .then()
                .statusCode(200)
                .body("senders", contains(address))
                .body("pending_senders", contains(address));
        assertThat(firm.send(address)).isEqualTo("sender_not_verified");
        String token = links(address, 1).getFirst();

        Response page = given().queryParam("token", token).get(PAGE);
        page.then().statusCode(200).contentType("text/html;charset=utf-8").body(containsString("<button"));
        assertThat(page.asString())
                .doesNotContain("<script")
                .doesNotContain("style=")
                .doesNotContain("onclick");
        assertThat(page.header("Content-Security-Policy"))
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        given().queryParam("token", token).head(PAGE);
        assertThat(firm.send(address)).as("scanners look at links").isEqualTo("sender_not_verified");

        press(token).then().statusCode(200).body(containsString("confirmed"));

        assertThat(firm.send(address)).isEqualTo("done");
        firm.as("admin").get("/api/v1/settings").then().body("pending_senders", empty());
        firm.as("admin")
                .get(PATH)
                .then()
                .body("items.state", contains("verified"))
                .body("items.usable", contains(true));
        firm.as("admin")
                .get("/api/v1/audit-events?event_type=sender_verified")
                .then()
                .body("items.metadata.by", hasItem("link in a mail"));
        press(token).then().statusCode(404);
    }

    @Test
    void anAddressThatIsAddedJoinsTheSettings() throws Exception {
        Response added =
                firm.as("admin").body("{\"address\": \"" + address + "\"}").post(PATH);
        added.then().statusCode(201).body("state", equalTo("pending")).body("mailed_at", notNullValue());
        links(address, 1);
        firm.as("admin").get(added.header("Location")).then().statusCode(200).body("usable", equalTo(false));
        firm.as("admin").get("/api/v1/settings").then().body("senders", contains(address));
        firm.as("admin")
                .body("{\"address\": \"" + address + "\"}")
                .post(PATH)
                .then()
                .statusCode(409)
                .body("code", equalTo("sender_exists"));
        firm.as("admin")
                .body("{\"address\": \"nobody\"}")
                .post(PATH)
                .then()
                .statusCode(422)
                .body("errors.field", contains("address"));
    }

    @Test
    void aLinkThatWasTamperedWithOrHasExpiredIsNotGood() throws Exception {
        set(address);
        String token = links(address, 1).getFirst();
        char last = token.charAt(60);
        String tampered = token.substring(0, 60) + (last == 'A' ? 'B' : 'A') + token.substring(61);
        press(tampered).then().statusCode(404);
        press("nonsense<script>").then().statusCode(404).body(org.hamcrest.Matchers.not(containsString("<script>")));
        given().post(PAGE).then().statusCode(org.hamcrest.Matchers.oneOf(404, 415));
        given().get(PAGE).then().statusCode(404);

        clock.advance(Duration.ofHours(24));
        press(token).then().statusCode(404);
        assertThat(firm.send(address)).isEqualTo("sender_not_verified");
    }

    @Test
    void aNewLinkHasToBeWaitedForAndVoidsTheOneBefore() throws Exception {
        set(address);
        String first = links(address, 1).getFirst();
        String id = firm.as("admin").get(PATH).path("items[0].id");
        firm.as("admin")
                .post(PATH + "/" + id + "/resend")
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("too_soon"));

        clock.advance(Duration.ofMinutes(5));
        firm.as("admin").post(PATH + "/" + id + "/resend").then().statusCode(200);

        String second = links(address, 2).getLast();
        press(first).then().statusCode(404);
        press(second).then().statusCode(200);
        firm.as("admin")
                .post(PATH + "/" + id + "/resend")
                .then()
                .statusCode(200)
                .body("state", equalTo("verified"));
    }

    @Test
    void takingAnAddressOffAndAddingItAgainMailsNobodyAndConfirmsNothing() throws Exception {
        set(address);
        press(links(address, 1).getFirst()).then().statusCode(200);
        String id = firm.as("admin").get(PATH).path("items[0].id");

        firm.as("admin").delete(PATH + "/" + id).then().statusCode(204);
        firm.as("admin").get(PATH + "/" + id).then().statusCode(404);
        set(address, "other@" + firm.id() + ".example").then().statusCode(200);
        links("other@" + firm.id() + ".example", 1);

        assertThat(links(address, 1)).hasSize(1);
        assertThat(firm.send(address)).isEqualTo("sender_not_verified");
    }

    @Test
    void oneFirmsLinksAreNoUseToAnother() throws Exception {
        set(address);
        FirmMail other = new FirmMail(UUID.randomUUID(), actions);
        other.as("admin")
                .body("{\"senders\": [\"" + address + "\"]}")
                .put("/api/v1/settings")
                .then()
                .statusCode(200);
        List<String> tokens = links(address, 2);
        press(tokens.getFirst()).then().statusCode(200);
        assertThat(List.of(firm.send(address), other.send(address)))
                .containsExactlyInAnyOrder("done", "sender_not_verified");
    }
}
