package io.punctual.local.inbox;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Clock;

/** An SMTP server on loopback that takes mail for any recipient and puts it into the inbox, whence nothing leaves. */
public final class MailServer implements AutoCloseable {
    private static final long START_LIMIT_MILLIS = 20_000;

    private final GreenMail server;
    private final Inbox inbox;
    private final Clock clock;

    private MailServer(GreenMail server, Inbox inbox, Clock clock) {
        this.server = server;
        this.inbox = inbox;
        this.clock = clock;
    }

    /**
     * Starts it.
     *
     * @param port 0 for any free one
     */
    public static MailServer start(int port, Inbox inbox, Clock clock) {
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(START_LIMIT_MILLIS);
        GreenMail server = new GreenMail(setup);
        MailServer ours = new MailServer(server, inbox, clock);
        server.start();
        server.getUserManager().setMessageDeliveryHandler(ours::deliver);
        return ours;
    }

    /** Where it listens. */
    public int port() {
        return server.getSmtp().getPort();
    }

    // Asked once for each recipient of a message, but one message is one mail; the message is in our inbox before the
    // sender hears that it was taken.
    private GreenMailUser deliver(MovingMessage message, MailAddress recipient) throws MessagingException {
        if (recipient.equals(message.getToAddresses().iterator().next())) {
            keep(message.getMessage());
        }
        return new Nobody(recipient.getEmail());
    }

    private void keep(MimeMessage message) throws MessagingException {
        try {
            Mail read = MailReader.read(message, clock.instant());
            inbox.add(read::numbered);
        } catch (IOException e) {
            throw new MessagingException("unreadable", e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Where GreenMail itself delivers to: nowhere, so that its own store does not grow. */
    private record Nobody(String email) implements GreenMailUser {
        @Override
        public String getEmail() {
            return email;
        }

        @Override
        public String getLogin() {
            return email;
        }

        @Override
        public void deliver(MovingMessage message) {}

        @Override
        public void deliver(MimeMessage message) {}

        @Override
        public void create() {}

        @Override
        public void delete() {}

        @Override
        public String getPassword() {
            return "";
        }

        @Override
        public void setPassword(String password) {}

        @Override
        public void authenticate(String password) {}

        @Override
        public String getQualifiedMailboxName() {
            return email;
        }
    }
}
