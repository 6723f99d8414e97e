package io.punctual.workflow.action.email;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.ground.problem.Faults;
import io.punctual.workflow.action.SendEmail;
import io.punctual.workflow.firm.FirmSenders;
import io.punctual.workflow.template.Spelling;
import io.punctual.workflow.template.Templates;
import io.punctual.workflow.template.TextForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the configuration of {@code send_email} and names everything wrong with it. */
final class SendEmailFields {
    static final int LARGEST_TEMPLATE = 64 * 1024;
    static final int LONGEST_LINE = 1_000;
    static final int MOST_CC = 10;
    private static final List<String> KNOWN =
            List.of("subject", "template", "html_template", "to_email", "cc", "reply_to", "from_email", "attach_ics");

    private final JsonNode config;
    private final Templates templates;
    private final FirmSenders senders;
    private final Faults faults;

    SendEmailFields(JsonNode config, Templates templates, FirmSenders senders, Faults faults) {
        this.config = config;
        this.templates = templates;
        this.senders = senders;
        this.faults = faults;
    }

    /** Reads a configuration that was checked when it was saved. */
    static SendEmail stored(JsonNode config) {
        List<String> cc = new ArrayList<>();
        config.path("cc").forEach(address -> cc.add(address.textValue()));
        return new SendEmail(
                config.path("subject").asText(),
                config.path("template").asText(),
                config.path("html_template").textValue(),
                config.path("to_email").asText(),
                List.copyOf(cc),
                config.path("reply_to").textValue(),
                config.path("from_email").textValue(),
                config.path("attach_ics").asBoolean());
    }

    /** The action, or null where something was wrong. */
    @Nullable
    SendEmail read() {
        int before = faults.all().size();
        config.fieldNames().forEachRemaining(this::known);
        required("subject", LONGEST_LINE, TextForm.PLAIN);
        required("template", LARGEST_TEMPLATE, TextForm.PLAIN);
        optional("html_template", LARGEST_TEMPLATE, TextForm.HTML);
        address("to_email", required("to_email", LONGEST_LINE, TextForm.PLAIN));
        cc();
        address("reply_to", optional("reply_to", LONGEST_LINE, TextForm.PLAIN));
        from(optional("from_email", LONGEST_LINE, TextForm.PLAIN));
        JsonNode attach = config.path("attach_ics");
        if (isGiven(attach) && !attach.isBoolean()) {
            faults.add("attach_ics", "wrong_type", "Must be true or false.");
        }
        return faults.all().size() == before ? stored(config) : null;
    }

    private void known(String name) {
        if (!KNOWN.contains(name)) {
            String nearest = Spelling.nearest(name, KNOWN).orElse("subject");
            faults.add(name, "unknown_field", "There is no such field; did you mean '" + nearest + "'?");
        }
    }

    private static boolean isGiven(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    private @Nullable String required(String name, int longest, TextForm form) {
        JsonNode node = config.path(name);
        if (!isGiven(node) || (node.isTextual() && node.textValue().isBlank())) {
            faults.add(name, "required", "Must not be missing or empty.");
            return null;
        }
        return text(name, node, longest, form);
    }

    private @Nullable String optional(String name, int longest, TextForm form) {
        JsonNode node = config.path(name);
        return isGiven(node) ? text(name, node, longest, form) : null;
    }

    /** A text without template faults, or null where there were some. */
    private @Nullable String text(String name, JsonNode node, int longest, TextForm form) {
        if (!node.isTextual()) {
            faults.add(name, "wrong_type", "Must be a text.");
            return null;
        }
        String text = node.textValue();
        if (text.getBytes(StandardCharsets.UTF_8).length > longest) {
            faults.add(name, "too_long", "May have at most " + longest + " bytes in UTF-8.");
            return null;
        }
        var wrong = templates.check(text, form);
        wrong.forEach(fault -> faults.add(name, fault.code(), fault.message()));
        return wrong.isEmpty() ? text : null;
    }

    private void cc() {
        JsonNode cc = config.path("cc");
        if (!isGiven(cc)) {
            return;
        }
        if (!cc.isArray()) {
            faults.add("cc", "wrong_type", "Must be a list of addresses.");
            return;
        }
        if (cc.size() > MOST_CC) {
            faults.add("cc", "too_long", "May have at most " + MOST_CC + " addresses.");
            return;
        }
        for (int i = 0; i < cc.size(); i++) {
            String field = "cc[" + i + "]";
            address(field, text(field, cc.get(i), LONGEST_LINE, TextForm.PLAIN));
        }
    }

    /** An address that is written out can be checked now; one with variables only when it is known. */
    private void address(String field, @Nullable String text) {
        if (text != null && !text.contains("{{") && EmailAddress.parse(text) == null) {
            faults.add(field, "invalid_address", "Must be one e-mail address, or a template that becomes one.");
        }
    }

    private void from(@Nullable String text) {
        if (text == null || text.contains("{{")) {
            return;
        }
        EmailAddress from = EmailAddress.parse(text);
        if (from == null) {
            address("from_email", text);
        } else if (!isSender(from, senders)) {
            faults.add("from_email", "sender_not_configured", "The firm has not configured this address as a sender.");
        }
    }

    static boolean isSender(EmailAddress from, FirmSenders senders) {
        return senders.senders().stream().anyMatch(sender -> from.equals(EmailAddress.parse(sender)));
    }
}
