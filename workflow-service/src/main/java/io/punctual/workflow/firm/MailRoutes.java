package io.punctual.workflow.firm;

import io.punctual.ground.tenancy.Acting;
import io.punctual.workflow.firm.SendersConfig.Verification;
import io.punctual.workflow.secret.Secret;
import io.punctual.workflow.secret.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How firms' mails go out, kept for some seconds so that sending does not ask the database for each mail. A change made here is
 * seen at once, one made by another replica when those seconds have passed.
 */
@ApplicationScoped
public class MailRoutes {
    private static final long KEPT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int MOST = 1_000;

    private final SmtpAccounts accounts;
    private final Senders senders;
    private final Secrets secrets;
    private final SendersConfig config;
    private final Map<UUID, Kept> kept = new LinkedHashMap<>();

    private record Kept(MailRoute route, long since) {}

    MailRoutes(SmtpAccounts accounts, Senders senders, Secrets secrets, SendersConfig config) {
        this.accounts = accounts;
        this.senders = senders;
        this.secrets = secrets;
        this.config = config;
    }

    /** How this firm's mails go out; at most some seconds old. */
    public MailRoute of(UUID firmId) {
        synchronized (kept) {
            Kept known = kept.get(firmId);
            if (known != null && System.nanoTime() - known.since() < KEPT_NANOS) {
                return known.route();
            }
        }
        long since = System.nanoTime();
        MailRoute route = Acting.forFirm(firmId, () -> read(firmId));
        synchronized (kept) {
            kept.remove(firmId);
            kept.put(firmId, new Kept(route, since));
            if (kept.size() > MOST) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return route;
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) MailRouteChanged changed) {
        synchronized (kept) {
            kept.remove(changed.firmId());
        }
    }

    private MailRoute read(UUID firmId) {
        Optional<SmtpAccount> account = accounts.find(firmId);
        if (account.isEmpty()) {
            return new MailRoute.Installation(
                    config.verification() == Verification.REQUIRED
                            ? Optional.of(senders.confirmed(firmId))
                            : Optional.empty());
        }
        Optional<Secret> password = secrets.get(SmtpAccounts.password(account.get()));
        return password.isPresent() ? new MailRoute.Own(account.get(), password.get()) : new MailRoute.Locked();
    }
}
