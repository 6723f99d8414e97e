package io.punctual.trial.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An SMTP server that takes every mail and remembers it. It can go down, so that nobody listens any more, and come back. */
final class MailSink implements AutoCloseable {
    private final Set<MailSession> sessions = ConcurrentHashMap.newKeySet();
    private final Arrivals arrivals = new Arrivals();
    private final Clock clock;
    private final Duration pause;
    private final int port;
    private ServerSocket door;

    /**
     * Starts it on a free port.
     *
     * @param pause what each mail takes before it is answered
     */
    MailSink(Clock clock, Duration pause) {
        this.clock = clock;
        this.pause = pause;
        this.door = listen(0);
        this.port = door.getLocalPort();
    }

    int port() {
        return port;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** Nobody is let in any more, and who is inside is sent away, though not before the mail in hand is answered. */
    void down() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sessions.forEach(MailSession::hangUp);
    }

    void up() {
        door = listen(port);
    }

    private ServerSocket listen(int at) {
        try {
            ServerSocket opened = new ServerSocket(at, 200, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().name("mail sink").start(() -> welcome(opened));
            return opened;
        } catch (IOException e) {
            throw new IllegalStateException("no mail sink", e);
        }
    }

    private void welcome(ServerSocket opened) {
        while (true) {
            try {
                Socket socket = opened.accept();
                Thread.ofVirtual().name("mail session").start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        MailSession session = new MailSession(socket, arrivals, clock, pause);
        sessions.add(session);
        try {
            if (door.isClosed()) {
                session.hangUp();
            }
            session.run();
        } finally {
            sessions.remove(session);
        }
    }

    @Override
    public void close() {
        down();
    }
}
