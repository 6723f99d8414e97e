package io.punctual.workflow.firm;

import io.punctual.ground.problem.Problem;
import io.punctual.workflow.firm.SendersConfig.Verification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** What a firm lists as senders, what of it may be used, and the links that make it so. Works in the transaction that is open. */
@ApplicationScoped
class SenderList {
    private static final int MAILS_PER_HOUR = 20;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Senders senders;
    private final SmtpAccounts accounts;
    private final SendersConfig config;
    private final Event<SenderLinkWanted> links;
    private final Event<MailRouteChanged> routes;

    SenderList(
            Senders senders,
            SmtpAccounts accounts,
            SendersConfig config,
            Event<SenderLinkWanted> links,
            Event<MailRouteChanged> routes) {
        this.senders = senders;
        this.accounts = accounts;
        this.config = config;
        this.links = links;
        this.routes = routes;
    }

    private boolean required() {
        return config.verification() == Verification.REQUIRED;
    }

    /** Makes the list hold exactly these. What is new and has to be confirmed is mailed a link, as far as limits allow. */
    void match(UUID firmId, List<String> addresses, Instant now) {
        senders.match(firmId, addresses, required() ? null : now, now);
        routes.fire(new MailRouteChanged(firmId));
        Predicate<Sender> usable = usable(firmId);
        for (Sender sender : senders.listed(firmId)) {
            if (sender.verifiedAt() == null && sender.mails() == 0 && !usable.test(sender) && belowLimit(firmId, now)) {
                issue(sender, now);
            }
        }
    }

    /** Which of a firm's senders its mails may be from now: through its own account, or confirmed. */
    Predicate<Sender> usable(UUID firmId) {
        Optional<SmtpAccount> account = accounts.find(firmId);
        return sender -> account.isPresent()
                ? account.get().mayBeFrom(sender.address())
                : !required() || sender.verifiedAt() != null;
    }

    /** The addresses on the list that cannot be used yet. */
    List<String> pending(UUID firmId) {
        Predicate<Sender> usable = usable(firmId);
        return senders.listed(firmId).stream()
                .filter(usable.negate())
                .map(Sender::address)
                .toList();
    }

    /**
     * Mails a new link to a pending address; the one before is void. One that is confirmed needs none.
     *
     * @return whether a mail is on its way
     * @throws Problem 429 {@code too_soon}
     */
    boolean resend(Sender sender, Instant now) {
        if (sender.verifiedAt() != null) {
            return false;
        }
        if (now.isBefore(sender.nextMail())) {
            throw Problem.tooMany(
                    "too_soon",
                    "A mail was sent to this address not long ago.",
                    Duration.between(now, sender.nextMail()));
        }
        if (!belowLimit(sender.firmId(), now)) {
            throw Problem.tooMany("too_soon", "Too many addresses were mailed within an hour.", HOUR);
        }
        issue(sender, now);
        return true;
    }

    private boolean belowLimit(UUID firmId, Instant now) {
        return senders.mailedSince(firmId, now.minus(HOUR)) < MAILS_PER_HOUR;
    }

    private void issue(Sender sender, Instant now) {
        SenderToken token = SenderToken.of(sender.firmId(), sender.id());
        senders.issue(sender.firmId(), sender.id(), token.hash(), now.plus(config.linkLifetime()), now);
        links.fire(new SenderLinkWanted(sender.address(), token));
    }
}
