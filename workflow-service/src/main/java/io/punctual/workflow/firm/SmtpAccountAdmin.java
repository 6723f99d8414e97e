package io.punctual.workflow.firm;

import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.id.Ids;
import io.punctual.ground.identity.Caller;
import io.punctual.ground.problem.Faults;
import io.punctual.ground.problem.Problem;
import io.punctual.workflow.outgoing.OutgoingPolicy;
import io.punctual.workflow.secret.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What admins do with their firm's mail server account. */
@ApplicationScoped
public class SmtpAccountAdmin {
    private final SmtpAccounts accounts;
    private final Secrets secrets;
    private final SettingsAdmin settings;
    private final OutgoingPolicy policy;
    private final AuditTrail audit;
    private final Event<MailRouteChanged> changed;
    private final Caller caller;
    private final Clock clock;

    SmtpAccountAdmin(
            SmtpAccounts accounts,
            Secrets secrets,
            SettingsAdmin settings,
            OutgoingPolicy policy,
            AuditTrail audit,
            Event<MailRouteChanged> changed,
            Caller caller,
            Clock clock) {
        this.accounts = accounts;
        this.secrets = secrets;
        this.settings = settings;
        this.policy = policy;
        this.audit = audit;
        this.changed = changed;
        this.caller = caller;
        this.clock = clock;
    }

    /** The account; empty where the firm has none. */
    @Transactional
    public Optional<SmtpAccount> read() {
        return accounts.find(caller.firmId());
    }

    /**
     * Replaces the account, or makes it. Its addresses join the firm's senders.
     *
     * @param seen the version that the change is based on; 0 where there was none
     * @param faults what reading the document has found already
     * @throws Problem 422 naming all faults, 409 {@code changed_meanwhile}, 503 {@code secrets_not_configured}
     */
    @Transactional
    public SmtpAccount replace(int seen, SmtpAccountDocument document, Faults faults) {
        UUID firmId = caller.firmId();
        Optional<SmtpAccount> present = accounts.lock(firmId);
        unchangedSince(seen, present);
        SmtpAccountCheck.Values values = SmtpAccountCheck.check(document, present, policy, faults);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean newPassword = values.password() != null;
        SmtpAccount account = new SmtpAccount(
                firmId,
                present.map(SmtpAccount::id).orElseGet(Ids::next),
                values.host(),
                values.port(),
                values.tls(),
                values.username(),
                newPassword ? Ids.next() : present.orElseThrow().passwordId(),
                newPassword ? now : present.orElseThrow().passwordUpdatedAt(),
                values.fromAddresses(),
                seen + 1,
                now);
        if (values.password() != null) {
            present.ifPresent(old -> secrets.remove(SmtpAccounts.password(old)));
            secrets.put(SmtpAccounts.password(account), values.password(), now);
        }
        if (!accounts.put(account)) {
            throw changedMeanwhile();
        }
        settings.addMissing(account.fromAddresses());
        record(
                account,
                "smtp_account_changed",
                Map.of("host", account.host(), "port", account.port(), "password_changed", newPassword),
                now);
        return account;
    }

    /** Removes the account and its password; mails go through the installation's server again. */
    @Transactional
    public void remove(int seen) {
        Optional<SmtpAccount> present = accounts.lock(caller.firmId());
        unchangedSince(seen, present);
        SmtpAccount account = present.orElseThrow(Problem::notFound);
        secrets.remove(SmtpAccounts.password(account));
        accounts.remove(account.firmId());
        record(account, "smtp_account_removed", Map.of(), clock.instant());
    }

    /** Remembers that the account was tried, and with which result. */
    @Transactional
    public void tried(SmtpAccount account, String result) {
        write(account, "smtp_account_tested", Map.of("result", result), clock.instant());
    }

    private void record(SmtpAccount account, String eventType, Map<String, ?> metadata, Instant now) {
        changed.fire(new MailRouteChanged(account.firmId()));
        write(account, eventType, metadata, now);
    }

    private void write(SmtpAccount account, String eventType, Map<String, ?> metadata, Instant now) {
        audit.record(
                account.firmId(),
                new Fact(eventType, "smtp_account", account.id().toString(), now, metadata));
    }

    private static void unchangedSince(int seen, Optional<SmtpAccount> present) {
        if (present.map(SmtpAccount::version).orElse(0) != seen) {
            throw changedMeanwhile();
        }
    }

    private static Problem changedMeanwhile() {
        return Problem.conflict(
                "changed_meanwhile", "Somebody else changed it at the same time: read it again and repeat the change.");
    }
}
