package io.punctual.workflow.action.email;

import com.fasterxml.jackson.databind.JsonNode;
import io.punctual.ground.problem.Faults;
import io.punctual.workflow.action.ActionContext;
import io.punctual.workflow.action.ActionHandler;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.action.BoundedCache;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.action.SendEmail;
import io.punctual.workflow.firm.FirmSenders;
import io.punctual.workflow.template.RenderFailure;
import io.punctual.workflow.template.Templates;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code send_email}. May be repeated: each try carries the same Message-ID. */
@Singleton
public final class SendEmailHandler implements ActionHandler<SendEmail> {
    private static final Pattern CONTACT = Pattern.compile("\\s*\\{\\{\\s*contact\\.email\\s*}}\\s*");
    private static final Pattern STAFF = Pattern.compile("\\s*\\{\\{\\s*staff\\.email\\s*}}\\s*");
    private static final long HEAVIEST = 16L * 1024 * 1024;

    private final Templates templates;
    private final MailGateway gateway;
    private final BoundedCache<SendEmail, EmailTemplates> parsed =
            new BoundedCache<>(HEAVIEST, SendEmailHandler::weight);

    /** Sends through {@code gateway}. */
    @Inject
    SendEmailHandler(Templates templates, MailGateway gateway) {
        this.templates = templates;
        this.gateway = gateway;
    }

    @Override
    public String actionType() {
        return "send_email";
    }

    @Override
    public @Nullable SendEmail check(JsonNode config, FirmSenders senders, Faults faults) {
        return new SendEmailFields(config, templates, senders, faults).read();
    }

    @Override
    public SendEmail parse(JsonNode config) {
        return SendEmailFields.stored(config);
    }

    @Override
    public Recipient recipient(SendEmail action) {
        return recipientOf(action);
    }

    private static Recipient recipientOf(SendEmail action) {
        if (CONTACT.matcher(action.toEmail()).matches()) {
            return Recipient.CONTACT;
        }
        return STAFF.matcher(action.toEmail()).matches() ? Recipient.STAFF : Recipient.ADDRESS;
    }

    @Override
    public String channel() {
        return MailGateway.CHANNEL;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public ActionOutcome run(SendEmail action, ActionContext context) throws InterruptedException {
        EmailTemplates ready;
        try {
            ready = parsed.get(action, email -> EmailTemplates.parse(email, recipientOf(email), templates));
        } catch (IllegalArgumentException e) {
            // It was saved before a rule existed that it breaks: no try will mend that.
            return new ActionOutcome.Permanent(
                    "template_refused", "The template breaks a rule that is newer than it: " + e.getMessage());
        }
        Letter letter;
        try {
            letter = ready.write(context);
        } catch (RenderFailure e) {
            String message = String.valueOf(e.getMessage());
            return e.mayComeLater()
                    ? new ActionOutcome.Transient("render_failed", message, null)
                    : new ActionOutcome.Permanent("render_failed", message);
        } catch (EmailTemplates.Unsendable e) {
            return e.outcome();
        }
        return gateway.send(context.firmId(), letter);
    }

    private static int weight(SendEmail email) {
        String html = email.htmlTemplate();
        return 1_024 + email.template().length() + (html == null ? 0 : html.length());
    }
}
