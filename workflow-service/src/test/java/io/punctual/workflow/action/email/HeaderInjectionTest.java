package io.punctual.workflow.action.email;

import static io.punctual.workflow.action.email.Post.mail;
import static io.punctual.workflow.template.Meetings.meeting;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.punctual.workflow.action.ActionOutcome;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values that are written to add headers, recipients or bodies, judged by the raw mail that a real server received. */
class HeaderInjectionTest {
    private static final List<String> BREAKS = List.of(
            "\r\n",
            "\n",
            "\r",
            "\n\r",
            "\r\n\t",
            "\r\n ",
            "\u0000\r\n",
            "\u000b",
            "\f",
            "\u0085",
            "\u2028",
            "\u2029",
            "%0d%0a",
            "\\r\\n",
            "=0D=0A",
            "=?utf-8?Q?=0D=0A?=",
            "\u560a",
            "\u010d\u010a",
            "嘊嘍");
    private static final String EVIL =
            "Bcc: evil@x.example%sTo: evil@x.example%sSubject: Evil%sContent-Type: text/html%s%s<b>evil</b>";

    private final Post post = Post.withServer();

    @AfterEach
    void close() {
        post.close();
    }

    @Test
    void noValueOfASubjectAddsAHeader() throws Exception {
        ObjectNode config = mail().put("subject", "For {{contact.name}} at {{appointment.location_details}}");
        for (String lineBreak : BREAKS) {
            String evil = "Ada" + lineBreak + EVIL.replace("%s", lineBreak);
            ActionOutcome outcome = post.send(
                    config, meeting().contactNamed(evil).place("phone", evil).snapshot());
            assertThat(outcome).isInstanceOf(ActionOutcome.Done.class);
        }
        assertThat(post.received()).hasSameSizeAs(BREAKS);
        for (MimeMessage mail : post.received()) {
            assertHarmless(mail);
        }
    }

    @Test
    void noAddressCarriesMoreThanItself() throws Exception {
        for (String lineBreak : BREAKS) {
            for (String field : List.of("to_email", "reply_to")) {
                ObjectNode config = mail().put("to_email", "ada@example.org").put(field, "{{contact.email}}");
                ActionOutcome outcome = post.send(
                        config,
                        meeting()
                                .contactEmail("ada@example.org" + lineBreak + "Bcc: evil@x.example")
                                .snapshot());
                assertThat(outcome).isInstanceOf(ActionOutcome.Permanent.class);
            }
            ObjectNode copies = mail();
            copies.putArray("cc").add("{{contact.phone}}{{staff.email}}");
            assertThat(post.send(
                            copies,
                            meeting()
                                    .staffEmail("sam@acme.example" + lineBreak + ",evil@x.example")
                                    .snapshot()))
                    .isInstanceOf(ActionOutcome.Permanent.class);
        }
        assertThat(post.received()).isEmpty();
    }

    @Test
    void noBodyEndsTheMessageOrBreaksItsParts() throws Exception {
        ObjectNode config = mail().put("template", "Hi {{contact.name}}")
                .put("html_template", "<p>{{contact.name}}</p>")
                .put("attach_ics", true);
        String evil =
                "Ada\r\n.\r\nMAIL FROM:<evil@x.example>\r\nRCPT TO:<evil@x.example>\r\nDATA\r\n\r\n--boundary--\r\n";
        assertThat(post.send(config, meeting().contactNamed(evil).snapshot())).isInstanceOf(ActionOutcome.Done.class);
        MimeMessage mail = post.onlyMail();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(GreenMailUtil.getWholeMessage(mail)).contains("Subject: Reminder");
    }

    @Test
    void aNameCannotTurnASubjectAround() throws Exception {
        post.send(
                mail().put("subject", "For {{contact.name}}!"),
                meeting().contactNamed("Ada\u202egro.live\u202c\u2066x\u2069").snapshot());
        assertThat(post.onlyMail().getSubject()).isEqualTo("For Ada gro.live x !");
    }

    private static void assertHarmless(MimeMessage mail) throws Exception {
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("To")).containsExactly("ada@example.org");
        assertThat(mail.getHeader("Subject")).hasSize(1);
        assertThat(mail.getHeader("Content-Type")).singleElement().asString().startsWith("text/plain");
        assertThat(mail.getAllRecipients()).hasSize(1);
        String head = GreenMailUtil.getWholeMessage(mail).split("\r?\n\r?\n", 2)[0];
        assertThat(Arrays.stream(head.split("\r\n|\r|\n")))
                .allMatch(line -> line.matches("[A-Za-z-]+: .*|[ \\t].*"))
                .noneMatch(line -> line.startsWith("Bcc"));
    }
}
