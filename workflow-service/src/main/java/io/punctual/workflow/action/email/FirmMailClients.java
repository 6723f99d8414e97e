package io.punctual.workflow.action.email;

import io.punctual.workflow.firm.MailRoute;
import io.punctual.workflow.firm.SmtpAccount;
import io.punctual.workflow.firm.TlsMode;
import io.punctual.workflow.outgoing.GuardedVertx;
import io.punctual.workflow.outgoing.OutgoingPolicy;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client for each firm's own account, behind the policy for outgoing connections. Kept for the firms that sent last; closed
 * when the account changes or others need the place, once what it was sending has had its time.
 */
@Singleton
final class FirmMailClients {
    private static final int CONNECTIONS_PER_FIRM = 4;
    private static final int SECONDS_UNUSED = 15;

    private final Vertx vertx;
    private final Vertx guarded;
    private final Duration patience;
    private final int most;
    private final Map<UUID, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Kept(UUID accountId, int version, MailServer server) {
        boolean isOf(SmtpAccount account) {
            return accountId.equals(account.id()) && version == account.version();
        }
    }

    @Inject
    FirmMailClients(Vertx vertx, OutgoingPolicy policy, EmailConfig config) {
        this(vertx, new GuardedVertx(vertx, policy), config.timeout(), config.firmClients());
    }

    /** Opens connections on {@code guarded}. */
    FirmMailClients(Vertx vertx, Vertx guarded, Duration patience, int most) {
        this.vertx = vertx;
        this.guarded = guarded;
        this.patience = patience;
        this.most = most;
    }

    /** The server of this account as it is now. */
    MailServer of(MailRoute.Own route) {
        SmtpAccount account = route.account();
        synchronized (kept) {
            Kept known = kept.get(account.firmId());
            if (known != null && known.isOf(account)) {
                return known.server();
            }
            retire(known);
            Kept made = new Kept(account.id(), account.version(), new MailServer(guarded, config(route), patience));
            kept.put(account.firmId(), made);
            if (kept.size() > most) {
                var eldest = kept.entrySet().iterator();
                retire(eldest.next().getValue());
                eldest.remove();
            }
            return made.server();
        }
    }

    /** How many clients are kept. */
    int size() {
        synchronized (kept) {
            return kept.size();
        }
    }

    private void retire(@Nullable Kept old) {
        if (old != null) {
            vertx.setTimer(patience.toMillis(), _ -> old.server().close());
        }
    }

    private MailConfig config(MailRoute.Own route) {
        SmtpAccount account = route.account();
        return SmtpClients.bounded(new MailConfig(account.host(), account.port()), patience)
                .setUsername(account.username())
                .setPassword(route.password().reveal())
                .setLogin(LoginOption.REQUIRED)
                .setSsl(account.tls() == TlsMode.IMPLICIT)
                .setStarttls(account.tls() == TlsMode.STARTTLS ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setKeepAlive(true)
                .setKeepAliveTimeout(SECONDS_UNUSED)
                .setKeepAliveTimeoutUnit(TimeUnit.SECONDS)
                .setMaxPoolSize(CONNECTIONS_PER_FIRM);
    }

    @PreDestroy
    void close() {
        synchronized (kept) {
            kept.values().forEach(one -> one.server().close());
            kept.clear();
        }
    }
}
