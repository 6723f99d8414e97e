package io.punctual.workflow.action.email;

import io.punctual.workflow.firm.MailRoute;
import io.punctual.workflow.firm.SmtpAccount;
import io.punctual.workflow.firm.TlsMode;
import io.punctual.workflow.secret.Secret;
import java.util.List;
import java.util.UUID;

/** Firms' own accounts. */
final class Accounts {
    static final String PASSWORD = "canary-p4ssword";

    private Accounts() {}

    /** The account of {@link Post#FIRM} at this server. */
    static MailRoute.Own at(String host, int port, TlsMode tls, String... from) {
        SmtpAccount account = new SmtpAccount(
                Post.FIRM,
                UUID.randomUUID(),
                host,
                port,
                tls,
                "acme",
                UUID.randomUUID(),
                Post.NOW,
                List.of(from),
                1,
                Post.NOW);
        return new MailRoute.Own(account, new Secret(PASSWORD));
    }

    /** A server that lets such an account in. */
    static ScriptedSmtp server() {
        return new ScriptedSmtp().answer("EHLO", "250-here\r\n250 AUTH PLAIN").answer("AUTH", "235 in");
    }
}
