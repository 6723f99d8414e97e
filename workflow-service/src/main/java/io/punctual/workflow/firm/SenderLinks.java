package io.punctual.workflow.firm;

import io.punctual.ground.tenancy.Acting;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Sends the mails with links once their links are stored, apart from whoever waits for an answer. */
@ApplicationScoped
class SenderLinks {
    private static final Logger LOG = Logger.getLogger(SenderLinks.class);
    private static final int LONGEST_NAME = 100;
    /** The first one may find a connection that the server has given up meanwhile. */
    private static final int TRIES = 2;

    private static final String TRANSIENT = "smtp_";
    static final String PATH = "/senders/confirm";

    private final Senders senders;
    private final Firms firms;
    private final Postman postman;
    private final SendersConfig config;

    SenderLinks(Senders senders, Firms firms, Postman postman, SendersConfig config) {
        this.senders = senders;
        this.firms = firms;
        this.postman = postman;
        this.config = config;
    }

    /** The mail; in plain text, so that nothing in it is more than text. */
    record Mail(String firm, String address, String link, long hours) implements TemplateInstance {}

    void send(@Observes(during = TransactionPhase.AFTER_SUCCESS) SenderLinkWanted wanted) {
        Thread.ofVirtual().name("sender-link").start(() -> {
            UUID firmId = wanted.token().firmId();
            Acting.forFirm(firmId, () -> send(firmId, wanted));
        });
    }

    private void send(UUID firmId, SenderLinkWanted wanted) {
        Optional<String> error = post(firmId, wanted);
        error.ifPresent(code -> {
            LOG.warnf(
                    "The mail with a link for sender %s was not sent: %s",
                    wanted.token().senderId(), code);
            senders.mailFailed(firmId, wanted.token().senderId(), code);
        });
    }

    private static String oneLine(FirmProfile profile) {
        String name = profile.name().replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private Optional<String> post(UUID firmId, SenderLinkWanted wanted) {
        if (config.publicUrl().isEmpty() || config.from().isEmpty()) {
            return Optional.of("not_configured");
        }
        String firm = firms.profile(firmId).map(SenderLinks::oneLine).orElse("A firm");
        String link = config.publicUrl().get().replaceAll("/+$", "") + PATH + "?token="
                + wanted.token().text();
        String text =
                new Mail(firm, wanted.address(), link, config.linkLifetime().toHours()).render();
        try {
            Optional<String> error = Optional.empty();
            for (int tries = 0; tries < TRIES; tries++) {
                error = postman.send(config.from().get(), wanted.address(), "Confirm this sender address", text);
                if (error.isEmpty() || !error.get().startsWith(TRANSIENT)) {
                    return error;
                }
            }
            return error;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
