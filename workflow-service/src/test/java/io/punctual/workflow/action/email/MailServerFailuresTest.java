package io.punctual.workflow.action.email;

import static io.punctual.workflow.action.email.Post.mail;
import static io.punctual.workflow.template.Meetings.meeting;
import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.workflow.action.ActionOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailServerFailuresTest {
    private final ScriptedSmtp server = new ScriptedSmtp();
    private final Post post = Post.to(server.port(), Duration.ofSeconds(30));
    /** For those who never get an answer. */
    private final Post hasty = Post.to(server.port(), Duration.ofSeconds(2));

    @AfterEach
    void close() throws IOException {
        post.close();
        hasty.close();
        server.close();
    }

    private ActionOutcome send() throws InterruptedException {
        return send(post);
    }

    private static ActionOutcome send(Post post) throws InterruptedException {
        return post.send(mail(), meeting().snapshot());
    }

    @ParameterizedTest
    @CsvSource({
        "GREETING, 421 busy, smtp_temporary",
        "EHLO, 421 closing, smtp_temporary",
        "MAIL, 451 later, smtp_temporary",
        "RCPT, 450 mailbox busy ada@example.org, smtp_temporary",
        "RCPT, 452 full, smtp_temporary",
        "DATA, 451 later, smtp_temporary",
        "BODY, 451 greylisted, smtp_temporary",
        "MAIL, 530 log in first, smtp_auth_failed",
        "RCPT, hang up, smtp_unreachable",
        "BODY, hang up, smtp_unreachable"
    })
    void isTriedAgain(String command, String answer, String code) throws Exception {
        server.answer(command, answer);
        assertThat(send()).isInstanceOfSatisfying(ActionOutcome.Transient.class, outcome -> {
            assertThat(outcome.errorCode()).isEqualTo(code);
            assertThat(outcome.message()).doesNotContain("ada").doesNotContain("example");
        });
    }

    @ParameterizedTest
    @CsvSource({"GREETING, silence", "RCPT, silence", "BODY, silence", "GREETING, hang up"})
    void whoNeverAnswersIsTriedAgain(String command, String answer) throws Exception {
        server.answer(command, answer);
        assertThat(send(hasty))
                .isInstanceOfSatisfying(
                        ActionOutcome.Transient.class,
                        outcome -> assertThat(outcome.errorCode()).isEqualTo("smtp_timeout"));
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550 no",
        "RCPT, 550 no such user ada@example.org",
        "RCPT, 553 bad name",
        "DATA, 554 no",
        "BODY, 554 spam: Hi Ada"
    })
    void isRejectedForGood(String command, String answer) throws Exception {
        server.answer(command, answer);
        assertThat(send()).isInstanceOfSatisfying(ActionOutcome.Permanent.class, outcome -> {
            assertThat(outcome.errorCode()).isEqualTo("rejected");
            assertThat(outcome.message())
                    .isEqualTo("The mail server refused the mail: " + answer.substring(0, 3) + ".");
        });
    }

    @Test
    void nobodyListeningIsTriedAgain() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (Post nowhere = Post.to(port, Duration.ofSeconds(30))) {
            assertThat(nowhere.send(mail(), meeting().snapshot()))
                    .isInstanceOfSatisfying(
                            ActionOutcome.Transient.class,
                            outcome -> assertThat(outcome.errorCode()).isEqualTo("smtp_unreachable"));
        }
    }

    @Test
    void afterAFailureTheNextMailGoesThrough() throws Exception {
        server.answer("RCPT", "450 later");
        assertThat(send()).isInstanceOf(ActionOutcome.Transient.class);
        server.answer("RCPT", ScriptedSmtp.HANG_UP);
        assertThat(send()).isInstanceOf(ActionOutcome.Transient.class);
        server.answer("RCPT", "250 ok");
        assertThat(send()).isInstanceOf(ActionOutcome.Done.class);
    }

    @Test
    void aServerThatHungForAWhileStarvesNobodyOnceItAnswersAgain() throws Exception {
        server.answer("BODY", ScriptedSmtp.SILENCE);
        for (int i = 0; i < Post.POOL; i++) {
            assertThat(send(hasty)).isInstanceOf(ActionOutcome.Transient.class);
        }
        server.answer("BODY", "250 taken");
        // A slow machine may miss the short patience now and then; who starves never gets through.
        ActionOutcome outcome = send(hasty);
        for (int i = 0; i < 3 && !(outcome instanceof ActionOutcome.Done); i++) {
            outcome = send(hasty);
        }
        assertThat(outcome).isInstanceOf(ActionOutcome.Done.class);
    }
}
