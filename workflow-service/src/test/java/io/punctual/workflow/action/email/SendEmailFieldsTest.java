package io.punctual.workflow.action.email;

import static io.punctual.workflow.action.email.Post.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.problem.Fault;
import io.punctual.ground.problem.Faults;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendEmailFieldsTest {
    private final Post post = Post.to(1, Duration.ofSeconds(1));

    @AfterEach
    void close() {
        post.close();
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        ObjectNode config = mail().put("subjcet", "x").put("html_template", 5).put("attach_ics", "yes");
        config.put("template", "Hi {{contact.nam}} {{#if x}}")
                .put("to_email", "nobody")
                .put("from_email", "ceo@other.example");
        config.put("reply_to", "a@b").putNull("subject");
        config.putArray("cc").add("ok@x.example").add("bad").add(7);
        assertThat(post.faults(config))
                .extracting(Fault::field, Fault::code)
                .containsExactlyInAnyOrder(
                        tuple("steps[0].action_config.subjcet", "unknown_field"),
                        tuple("steps[0].action_config.subject", "required"),
                        tuple("steps[0].action_config.template", "unknown_variable"),
                        tuple("steps[0].action_config.template", "unknown_variable"),
                        tuple("steps[0].action_config.template", "template_error"),
                        tuple("steps[0].action_config.html_template", "wrong_type"),
                        tuple("steps[0].action_config.to_email", "invalid_address"),
                        tuple("steps[0].action_config.cc[1]", "invalid_address"),
                        tuple("steps[0].action_config.cc[2]", "wrong_type"),
                        tuple("steps[0].action_config.reply_to", "invalid_address"),
                        tuple("steps[0].action_config.from_email", "sender_not_configured"),
                        tuple("steps[0].action_config.attach_ics", "wrong_type"));
        assertThat(post.faults(config)).anyMatch(fault -> fault.message().contains("did you mean 'subject'"));
        assertThat(post.faults(config)).anyMatch(fault -> fault.message().startsWith("Line 1, column 6: "));
    }

    @Test
    void sizesAreBounded() {
        assertThat(post.faults(mail().put("template", "ü".repeat(32 * 1024)))).isEmpty();
        ObjectNode large = mail().put("template", "ü".repeat(32 * 1024) + "x")
                .put("html_template", "x".repeat(64 * 1024 + 1))
                .put("subject", "x".repeat(1001));
        for (int i = 0; i < 11; i++) {
            large.withArray("cc").add("a" + i + "@x.example");
        }
        assertThat(post.faults(large))
                .extracting(Fault::code)
                .containsExactly("too_long", "too_long", "too_long", "too_long");
    }

    @Test
    void theLeastIsEnoughAndNullIsAbsent() {
        assertThat(post.faults(mail())).isEmpty();
        assertThat(post.faults(mail().putNull("html_template")
                        .putNull("cc")
                        .putNull("reply_to")
                        .putNull("from_email")
                        .putNull("attach_ics")))
                .isEmpty();
        assertThat(post.faults(mail().put("from_email", "no-reply@ACME.example")))
                .isEmpty();
        assertThat(post.faults(mail().put("from_email", "{{staff.email}}"))).isEmpty();
        assertThat(post.faults(JsonNodeFactory.instance.objectNode()))
                .extracting(Fault::field)
                .containsExactly(
                        "steps[0].action_config.subject",
                        "steps[0].action_config.template",
                        "steps[0].action_config.to_email");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example",
                " a@b.example ",
                "o'brien+x=1@a-b.example",
                "grüße@x.example",
                "a@grüße.example",
                "{{contact.email}}"
            })
    void addressesAreCheckedAsFarAsTheyAreKnown(String address) {
        boolean ascii = !address.startsWith("grüße");
        assertThat(post.faults(mail().put("to_email", address)).isEmpty()).isEqualTo(ascii);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "@b.example",
                "a@",
                "a@b",
                "a@@b.example",
                "a b@c.example",
                "a@b..example",
                ".a@b.example",
                "a.@b.example",
                "a@-b.example",
                "a@b.example,c@d.example",
                "Ada <a@b.example>",
                "a@b.example\r\nBcc: x@y.example",
                "\"a\"@b.example",
                "a@[127.0.0.1]",
                "a@1.2.3.4",
                "a@b.example>",
                "a\u0000@b.example"
            })
    void whatIsNoAddressIsRefused(String address) {
        assertThat(post.faults(mail().put("to_email", address)))
                .extracting(Fault::code)
                .containsExactly("invalid_address");
    }

    @Test
    void actionsThatDoNotExistAreTold() {
        Faults faults = new Faults();
        post.actions.check("send_sms", mail(), Post.SENDERS, faults.at("steps[0]"));
        post.actions.check("send_fax", mail(), Post.SENDERS, faults.at("steps[1]"));
        post.actions.check(null, mail(), Post.SENDERS, faults.at("steps[2]"));
        post.actions.check("send_email", null, Post.SENDERS, faults.at("steps[3]"));
        post.actions.check("send_email", JsonNodeFactory.instance.textNode("x"), Post.SENDERS, faults.at("steps[4]"));
        assertThat(faults.all())
                .extracting(Fault::field, Fault::code)
                .containsExactly(
                        tuple("steps[0].action_type", "action_not_available"),
                        tuple("steps[1].action_type", "unknown_value"),
                        tuple("steps[2].action_type", "required"),
                        tuple("steps[3].action_config", "required"),
                        tuple("steps[4].action_config", "wrong_type"));
    }
}
