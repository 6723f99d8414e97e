package io.punctual.workflow.firm;

import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.identity.Caller;
import io.punctual.ground.problem.Problem;
import io.punctual.ground.tenancy.Acting;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** What admins do with their firm's senders, and what whoever follows a link does. */
@ApplicationScoped
public class SendersAdmin {
    private final Senders senders;
    private final SenderList list;
    private final SettingsAdmin settings;
    private final AuditTrail audit;
    private final Event<MailRouteChanged> routes;
    private final Caller caller;
    private final Clock clock;

    SendersAdmin(
            Senders senders,
            SenderList list,
            SettingsAdmin settings,
            AuditTrail audit,
            Event<MailRouteChanged> routes,
            Caller caller,
            Clock clock) {
        this.senders = senders;
        this.list = list;
        this.settings = settings;
        this.audit = audit;
        this.routes = routes;
        this.caller = caller;
        this.clock = clock;
    }

    /** The firm's senders, in the order of their addresses. */
    @Transactional
    public List<SenderView> list() {
        Predicate<Sender> usable = list.usable(caller.firmId());
        return senders.listed(caller.firmId()).stream()
                .map(sender -> SenderView.of(sender, usable.test(sender)))
                .toList();
    }

    /** One of the firm's senders. */
    @Transactional
    public SenderView read(UUID id) {
        return view(find(id));
    }

    /**
     * Adds an address to the firm's senders; where it has to be confirmed, a mail with a link goes to it.
     *
     * @throws Problem 409 {@code sender_exists}, 422 where there are too many
     */
    @Transactional
    public SenderView add(String address) {
        UUID firmId = caller.firmId();
        settings.add(address);
        Sender added = senders.listed(firmId).stream()
                .filter(sender -> sender.address().equals(address))
                .findFirst()
                .orElseThrow();
        return view(added);
    }

    /**
     * Mails a new link; the one before is void. An address that is confirmed is left as it is.
     *
     * @throws Problem 429 {@code too_soon}
     */
    @Transactional
    public SenderView resend(UUID id) {
        Sender sender = find(id);
        if (list.resend(sender, now())) {
            record(sender, "sender_link_sent", Map.of("sender", sender.address()));
        }
        return view(find(id));
    }

    /** Takes an address off the firm's senders. */
    @Transactional
    public void remove(UUID id) {
        settings.remove(find(id).address());
    }

    /** Confirms the address that a link was made for; false where the link is good no more. Anybody may have followed it. */
    boolean confirm(SenderToken token) {
        return Acting.forFirm(
                token.firmId(),
                () -> QuarkusTransaction.requiringNew().call(() -> {
                    boolean confirmed = senders.confirm(token.firmId(), token.senderId(), token.hash(), now());
                    if (confirmed) {
                        Sender sender =
                                senders.find(token.firmId(), token.senderId()).orElseThrow();
                        routes.fire(new MailRouteChanged(sender.firmId()));
                        record(sender, "sender_verified", Map.of("sender", sender.address(), "by", "link in a mail"));
                    }
                    return confirmed;
                }));
    }

    private Sender find(UUID id) {
        return senders.find(caller.firmId(), id).orElseThrow(Problem::notFound);
    }

    private SenderView view(Sender sender) {
        return SenderView.of(sender, list.usable(sender.firmId()).test(sender));
    }

    private void record(Sender sender, String eventType, Map<String, ?> metadata) {
        audit.record(sender.firmId(), new Fact(eventType, "sender", sender.id().toString(), now(), metadata));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
