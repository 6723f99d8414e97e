package io.punctual.workflow.action.email;

import io.punctual.workflow.action.ActionContext;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.action.SendEmail;
import io.punctual.workflow.firm.FirmSenders;
import io.punctual.workflow.template.ParsedTemplate;
import io.punctual.workflow.template.RenderFailure;
import io.punctual.workflow.template.Templates;
import io.punctual.workflow.template.TextForm;
import io.punctual.workflow.template.Values;
import io.punctual.workflow.template.Viewpoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All texts of one mail, parsed once and rendered for each execution. Thread-safe. */
record EmailTemplates(
        Recipient recipient,
        ParsedTemplate subject,
        ParsedTemplate text,
        @Nullable ParsedTemplate html,
        ParsedTemplate to,
        List<ParsedTemplate> cc,
        @Nullable ParsedTemplate replyTo,
        @Nullable ParsedTemplate from,
        boolean attachIcs) {

    /** It must not or cannot be sent, and this is why. */
    static final class Unsendable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient ActionOutcome outcome;

        Unsendable(ActionOutcome outcome) {
            super(outcome.toString(), null, false, false);
            this.outcome = outcome;
        }

        ActionOutcome outcome() {
            return outcome;
        }
    }

    static EmailTemplates parse(SendEmail email, Recipient recipient, Templates templates) {
        return new EmailTemplates(
                recipient,
                templates.parse(email.subject(), TextForm.PLAIN),
                templates.parse(email.template(), TextForm.PLAIN),
                email.htmlTemplate() == null ? null : templates.parse(email.htmlTemplate(), TextForm.HTML),
                templates.parse(email.toEmail(), TextForm.PLAIN),
                email.cc().stream()
                        .map(address -> templates.parse(address, TextForm.PLAIN))
                        .toList(),
                email.replyTo() == null ? null : templates.parse(email.replyTo(), TextForm.PLAIN),
                email.fromEmail() == null ? null : templates.parse(email.fromEmail(), TextForm.PLAIN),
                email.attachIcs());
    }

    /** The mail of one execution, from the newest that is known of its appointment. */
    Letter write(ActionContext context) throws RenderFailure, Unsendable {
        Values values = Values.of(
                context.snapshot(),
                recipient == Recipient.STAFF
                        ? Viewpoint.ofStaff(context.snapshot())
                        : Viewpoint.ofContact(context.snapshot()));
        EmailAddress receiver = address(to, values, "recipient");
        if (receiver == null) {
            throw new Unsendable(new ActionOutcome.NoRecipient());
        }
        EmailAddress sender = sender(values, context.senders());
        return new Letter(
                context.executionId(),
                sender,
                receiver,
                copies(values, receiver),
                replyTo == null ? null : address(replyTo, values, "reply"),
                HeaderText.oneLine(subject.render(values)),
                text.render(values),
                html == null ? null : html.render(values),
                attachIcs ? Invitations.of(context.snapshot(), sender, context.startedAt()) : null,
                context.startedAt());
    }

    private EmailAddress sender(Values values, FirmSenders senders) throws RenderFailure, Unsendable {
        EmailAddress named = from == null ? null : address(from, values, "sender");
        if (named != null) {
            if (!SendEmailFields.isSender(named, senders)) {
                throw misconfigured("The sender's address is not one of the firm's.");
            }
            return named;
        }
        String standard = senders.defaultFrom();
        EmailAddress parsed = standard == null ? null : EmailAddress.parse(standard);
        if (parsed == null) {
            throw misconfigured("The firm has no default sender.");
        }
        return parsed;
    }

    private List<EmailAddress> copies(Values values, EmailAddress receiver) throws RenderFailure, Unsendable {
        Set<String> seen = new LinkedHashSet<>(Set.of(receiver.toString().toLowerCase(Locale.ROOT)));
        List<EmailAddress> copies = new ArrayList<>();
        for (ParsedTemplate template : cc) {
            EmailAddress copy = address(template, values, "copy");
            if (copy != null && seen.add(copy.toString().toLowerCase(Locale.ROOT))) {
                copies.add(copy);
            }
        }
        return List.copyOf(copies);
    }

    /** The address that a template becomes; null where that is empty. */
    private static @Nullable EmailAddress address(ParsedTemplate template, Values values, String role)
            throws RenderFailure, Unsendable {
        String rendered = template.render(values);
        if (rendered.isBlank()) {
            return null;
        }
        EmailAddress address = EmailAddress.parse(rendered);
        if (address == null) {
            throw new Unsendable(
                    new ActionOutcome.Permanent("rejected", "The " + role + " address is not a valid address."));
        }
        return address;
    }

    private static Unsendable misconfigured(String message) {
        return new Unsendable(new ActionOutcome.Permanent("misconfigured", message));
    }
}
