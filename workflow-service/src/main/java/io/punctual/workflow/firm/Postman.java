package io.punctual.workflow.firm;

import java.util.Optional;

/** Sends the installation's own mails, through its own mail server. */
public interface Postman {

    /**
     * Sends one mail and waits for the server's answer. No transaction is open.
     *
     * @return why it was not sent, as a code; empty where it was
     */
    Optional<String> send(String from, String to, String subject, String text) throws InterruptedException;
}
