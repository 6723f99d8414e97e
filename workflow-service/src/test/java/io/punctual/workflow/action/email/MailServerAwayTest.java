package io.punctual.workflow.action.email;

import static io.punctual.workflow.action.email.Post.mail;
import static io.punctual.workflow.template.Meetings.meeting;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.firm.TlsMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mail server that goes away and comes back. */
class MailServerAwayTest {
    private static final int TRIES = 5;

    private final int port = freePort();
    private final Post post = Post.to(port, Duration.ofSeconds(5));

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GreenMail started() {
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    @AfterEach
    void close() {
        post.close();
    }

    private ActionOutcome send() throws InterruptedException {
        return post.send(mail(), meeting().snapshot());
    }

    private void goesAway() throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            assertThat(send()).isInstanceOf(ActionOutcome.Transient.class);
        }
    }

    @Test
    void noTryIsMadeWhileItIsAwayAndMailFlowsAgainWhenItIsBack() throws Exception {
        goesAway();
        for (int i = 0; i < 50; i++) {
            assertThat(send()).isInstanceOfSatisfying(ActionOutcome.Deferred.class, outcome -> {
                assertThat(outcome.code()).isEqualTo("provider_away");
                assertThat(outcome.pause()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
            });
        }
        assertThat(post.providers.away("installation")).isEqualTo(1);
        GreenMail back = started();
        try {
            assertThat(send()).as("it is not asked yet").isInstanceOf(ActionOutcome.Deferred.class);
            post.providers.untilProbed();
            for (int i = 0; i < 20; i++) {
                assertThat(send()).isInstanceOf(ActionOutcome.Done.class);
            }
            assertThat(post.providers.away("installation")).isZero();
            assertThat(back.getReceivedMessages()).hasSize(20);
        } finally {
            back.stop();
        }
    }

    @Test
    void aServerThatStopsInTheMiddleIsNoticed() throws Exception {
        GreenMail server = started();
        assertThat(send()).isInstanceOf(ActionOutcome.Done.class);
        server.stop();
        for (int i = 0; i < TRIES - 1; i++) {
            assertThat(send()).isInstanceOf(ActionOutcome.Transient.class);
        }
        assertThat(send()).isInstanceOf(ActionOutcome.Deferred.class);
    }

    @Test
    void probesThatFailAreTriesAndOnlyAFewAreMade() throws Exception {
        goesAway();
        post.providers.untilProbed();
        for (int i = 0; i < 3; i++) {
            assertThat(send()).isInstanceOf(ActionOutcome.Transient.class);
        }
        for (int i = 0; i < 50; i++) {
            assertThat(send()).isInstanceOf(ActionOutcome.Deferred.class);
        }
    }

    @Test
    void anotherServerIsNotConcerned() throws Exception {
        goesAway();
        try (ScriptedSmtp other = Accounts.server()) {
            post.route = Accounts.at("127.0.0.1", other.port(), TlsMode.NONE, "no-reply@acme.example");
            for (int i = 0; i < 3; i++) {
                assertThat(send()).isInstanceOf(ActionOutcome.Done.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GREETING, 421 busy, true",
        "RCPT, hang up, true",
        "MAIL, 530 log in first, true",
        "RCPT, 450 mailbox busy, false",
        "RCPT, 550 no such user, false",
        "BODY, 451 greylisted, false"
    })
    void whatItSaysOfItselfCountsAndWhatItSaysOfAMailDoesNot(String command, String answer, boolean away)
            throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp().answer(command, answer);
                Post to = Post.to(server.port(), Duration.ofSeconds(5))) {
            for (int i = 0; i < TRIES + 1; i++) {
                to.send(mail(), meeting().snapshot());
            }
            assertThat(to.providers.away("installation")).isEqualTo(away ? 1 : 0);
        }
    }
}
