package io.punctual.workflow.action.email;

import static io.punctual.workflow.action.email.Post.mail;
import static io.punctual.workflow.template.Meetings.meeting;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.firm.FirmSenders;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendEmailTest {
    private final Post post = Post.withServer();

    @AfterEach
    void close() {
        post.close();
    }

    @Test
    void theThreeOriginalExamplesArriveAsTheyStand() throws Exception {
        for (String example : Originals.EXAMPLES) {
            ObjectNode config = (ObjectNode) new ObjectMapper().readTree(example);
            assertThat(post.faults(config)).isEmpty();
            assertThat(post.send(config, meeting().snapshot())).isInstanceOf(ActionOutcome.Done.class);
        }
        assertThat(post.received())
                .extracting(MimeMessage::getSubject)
                .containsExactly("Appointment Tomorrow", "Thank you for your time", "Your appointment is confirmed");
        assertThat(GreenMailUtil.getBody(post.received().getFirst()))
                .contains("Hi Ada Example,")
                .contains("tomorrow at Tuesday, 24 November 2026, 14:00 (Europe/Berlin, CET).")
                .contains("Location: https://meet.example/abc")
                .contains("Sam Consultant");
    }

    @Test
    void theHeadersSayWhatItIs() throws Exception {
        post.send(mail(), meeting().snapshot());
        MimeMessage mail = post.onlyMail();
        assertThat(mail.getMessageID()).isEqualTo("<" + Post.EXECUTION + "@acme.example>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("X-Punctual-Execution")).containsExactly(Post.EXECUTION.toString());
        assertThat(mail.getSentDate()).isEqualTo(Post.NOW);
        assertThat(mail.getHeader("From")).containsExactly("no-reply@acme.example");
        assertThat(mail.getHeader("To")).containsExactly("ada@example.org");
        assertThat(mail.getHeader("Reply-To")).isNull();
        assertThat(mail.getHeader("Message-ID")).hasSize(1);
        assertThat(mail.getHeader("Date")).hasSize(1);
    }

    @Test
    void theMessageIdIsStableOverTriesAndDiffersBetweenExecutions() throws Exception {
        post.send(mail(), meeting().snapshot());
        post.send(mail(), meeting().contactNamed("Renamed").snapshot());
        post.send(mail(), meeting().snapshot(), Post.SENDERS, UUID.fromString("0198c3a2-0000-7000-8000-0000000000ef"));
        List<MimeMessage> mails = post.received();
        assertThat(mails.get(0).getMessageID()).isEqualTo(mails.get(1).getMessageID());
        assertThat(mails.get(2).getMessageID()).isNotEqualTo(mails.get(0).getMessageID());
    }

    @Test
    void textAndHtmlTravelTogetherAndOnlyHtmlIsEscaped() throws Exception {
        ObjectNode config = mail().put("html_template", "<p>Grüße 🎉, {{contact.name}}</p>");
        post.send(config, meeting().contactNamed("<Ada> & Co").snapshot());
        MimeMessage mail = post.onlyMail();
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(0).getContent().toString().strip()).isEqualTo("Hi <Ada> & Co");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(parts.getBodyPart(1).getContent().toString().strip())
                .isEqualTo("<p>Grüße 🎉, &lt;Ada&gt; &amp; Co</p>");
    }

    @Test
    void copiesAndRepliesGoWhereTheConfigurationSays() throws Exception {
        ObjectNode config = mail().put("reply_to", "{{staff.email}}");
        config.putArray("cc")
                .add("{{staff.email}}")
                .add("desk@acme.example")
                .add("ADA@example.org")
                .add("{{contact.phone}}@x.example");
        ObjectNode withEmpty = config.deepCopy();
        withEmpty.withArray("cc").add("{{#if contact.phone == 'x'}}y@z.example{{/if}}");
        assertThat(post.send(withEmpty, meeting().snapshot())).isInstanceOf(ActionOutcome.Done.class);
        MimeMessage mail = post.received().getFirst();
        assertThat(mail.getHeader("Reply-To")).containsExactly("sam@acme.example");
        assertThat(mail.getRecipients(RecipientType.CC))
                .extracting(Object::toString)
                .containsExactly("sam@acme.example", "desk@acme.example", "+4930123456@x.example");
    }

    @Test
    void aTemplateFromBeforeARuleFailsForGoodAndSaysWhere() throws Exception {
        assertThat(post.send(
                        mail().put("html_template", "<a href=\"javascript:alert(1)\">x</a>"),
                        meeting().snapshot()))
                .isInstanceOfSatisfying(ActionOutcome.Permanent.class, outcome -> {
                    assertThat(outcome.errorCode()).isEqualTo("template_refused");
                    assertThat(outcome.message()).contains("a link begins with");
                });
    }

    @Test
    void anEmptyRecipientIsNobody() throws Exception {
        assertThat(post.send(mail(), meeting().contactEmail(null).snapshot()))
                .isEqualTo(new ActionOutcome.NoRecipient());
        assertThat(post.send(mail(), meeting().contactEmail("  ").snapshot()))
                .isEqualTo(new ActionOutcome.NoRecipient());
        assertThat(post.received()).isEmpty();
    }

    @Test
    void anInvalidAddressIsRejectedAndNotRepeated() throws Exception {
        for (String address :
                List.of("ada", "ada@", "a b@x.example", "ada@x.example, bob@x.example", "ada@x\r\nBcc: e@x.example")) {
            assertThat(post.send(mail(), meeting().contactEmail(address).snapshot()))
                    .isInstanceOfSatisfying(ActionOutcome.Permanent.class, outcome -> {
                        assertThat(outcome.errorCode()).isEqualTo("rejected");
                        assertThat(outcome.message()).doesNotContain("ada");
                    });
        }
        assertThat(post.received()).isEmpty();
    }

    @Test
    void theSenderIsTheConfiguredOneElseTheFirmsDefault() throws Exception {
        post.send(mail().put("from_email", "Desk@ACME.example"), meeting().snapshot());
        assertThat(post.onlyMail().getHeader("From")).containsExactly("Desk@acme.example");
        assertThat(post.send(
                        mail().put("from_email", "{{contact.email}}"), meeting().snapshot()))
                .isInstanceOfSatisfying(
                        ActionOutcome.Permanent.class,
                        outcome -> assertThat(outcome.errorCode()).isEqualTo("misconfigured"));
        assertThat(post.send(mail(), meeting().snapshot(), FirmSenders.NONE, Post.EXECUTION))
                .isInstanceOfSatisfying(
                        ActionOutcome.Permanent.class,
                        outcome -> assertThat(outcome.errorCode()).isEqualTo("misconfigured"));
        assertThat(post.received()).hasSize(1);
    }

    @Test
    void theRoleOfTheRecipientFollowsFromTheAddress() {
        assertThat(post.recipient(mail())).isEqualTo(Recipient.CONTACT);
        assertThat(post.recipient(mail().put("to_email", " {{ contact.email }}")))
                .isEqualTo(Recipient.CONTACT);
        assertThat(post.recipient(mail().put("to_email", "{{staff.email}}"))).isEqualTo(Recipient.STAFF);
        assertThat(post.recipient(mail().put("to_email", "x@y.example"))).isEqualTo(Recipient.ADDRESS);
        assertThat(post.recipient(mail().put("to_email", "{{contact.email}}{{staff.email}}")))
                .isEqualTo(Recipient.ADDRESS);
    }

    @Test
    void detailsOfAVideoMeetingThatAreMissingAreWaitedFor() throws Exception {
        ObjectNode config = mail().put("template", "Join {{appointment.location_details}}");
        assertThat(post.send(config, meeting().place("video", null).snapshot()))
                .isInstanceOfSatisfying(
                        ActionOutcome.Transient.class,
                        outcome -> assertThat(outcome.errorCode()).isEqualTo("render_failed"));
    }

    @Test
    void controlCharactersInHeadersBecomeOneSpaceAndInjectNothing() throws Exception {
        ObjectNode config = mail().put("subject", "For {{contact.name}}");
        post.send(
                config,
                meeting()
                        .contactNamed("Ada\r\n\tBcc: evil@x.example\r\n\r\nBody\u0000\u2028Ü")
                        .snapshot());
        MimeMessage mail = post.onlyMail();
        assertThat(mail.getSubject()).isEqualTo("For Ada Bcc: evil@x.example Body Ü");
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
    }

    @Test
    void subjectsOfAnyLanguageAndLengthArrive() throws Exception {
        String name = "Zoë 山田太郎 🎉 " + "very long name ".repeat(40) + "Ünde";
        post.send(
                mail().put("subject", "{{contact.name}}"),
                meeting().contactNamed(name).snapshot());
        post.send(
                mail().put("subject", "{{contact.name}}"),
                meeting().contactNamed("x".repeat(2000)).snapshot());
        assertThat(post.received().get(0).getSubject()).isEqualTo(name);
        assertThat(post.received().get(1).getSubject()).isEqualTo("x".repeat(899) + "…");
        for (MimeMessage mail : post.received()) {
            assertThat(GreenMailUtil.getWholeMessage(mail).lines()).allMatch(line -> line.length() <= 998);
        }
    }
}
