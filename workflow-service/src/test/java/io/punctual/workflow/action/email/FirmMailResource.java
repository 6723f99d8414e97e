package io.punctual.workflow.action.email;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The installation's mail server, a provider's where firms have accounts, and one that says what a test wants. */
public final class FirmMailResource implements QuarkusTestResourceLifecycleManager {
    private static final GreenMail INSTALLATION =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static final GreenMail PROVIDER = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static final ScriptedSmtp SCRIPTED = new ScriptedSmtp();
    static final String USER = "acme-at-provider";
    static final String PASSWORD = "provider-p4ssword";

    static GreenMail installation() {
        return INSTALLATION;
    }

    static GreenMail provider() {
        return PROVIDER;
    }

    static ScriptedSmtp scripted() {
        return SCRIPTED;
    }

    @Override
    public Map<String, String> start() {
        INSTALLATION.start();
        PROVIDER.start();
        PROVIDER.setUser("desk@acme.example", USER, PASSWORD);
        return Map.of(
                "quarkus.mailer.host", "127.0.0.1",
                "quarkus.mailer.port", Integer.toString(INSTALLATION.getSmtp().getPort()),
                "punctual.senders.verification", "required",
                "punctual.senders.public-url", "https://workflow.example/",
                "punctual.senders.from", "no-reply@punctual.example",
                "punctual.outgoing.smtp.ports", "587," + PROVIDER.getSmtp().getPort() + "," + SCRIPTED.port(),
                "quarkus.mailer.keep-alive-timeout", "1S",
                "punctual.email.timeout", "3S");
    }

    @Override
    public void stop() {
        INSTALLATION.stop();
        PROVIDER.stop();
    }
}
