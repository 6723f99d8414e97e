package io.punctual.workflow.firm;

import io.punctual.workflow.secret.Secret;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How a firm's mails go out. */
public sealed interface MailRoute {

    /**
     * Through the installation's mail server.
     *
     * @param confirmed the senders that may be used, in lower case; empty where none has to be confirmed
     */
    record Installation(Optional<Set<String>> confirmed) implements MailRoute {
        /** Whether mails may be from this address. */
        public boolean mayBeFrom(String address) {
            return confirmed.isEmpty() || confirmed.get().contains(address.toLowerCase(Locale.ROOT));
        }
    }

    /** Through the firm's own account. */
    record Own(SmtpAccount account, Secret password) implements MailRoute {}

    /** The firm has an account of its own, whose password cannot be opened. */
    record Locked() implements MailRoute {}
}
