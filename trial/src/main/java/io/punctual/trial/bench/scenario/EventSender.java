package io.punctual.trial.bench.scenario;

import io.punctual.trial.bench.data.Backlog;
import io.punctual.trial.bench.data.Event;
import jakarta.inject.Singleton;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sends events to the service in this process over HTTP, one after the other on each connection, which stays open. */
@Singleton
class EventSender {
    private final int port;
    private final byte[] secret;

    EventSender(
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "punctual.intake.sources.appointments.secrets") String secret) {
        this.port = port;
        this.secret = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    }

    /** New bookings, of all the firms by turns. */
    List<Event> events(Backlog firms, int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(Event.of(firms.firms().get(i % firms.firms().size())));
        }
        return events;
    }

    /** Sends them all; returns how many were accepted per second. Signing is the sender's work and not in that time. */
    double rate(List<Event> events) throws Exception {
        return InParallel.rate(
                events.stream().map(event -> event.request(secret)).toList(), this::send);
    }

    private void send(List<byte[]> requests) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (byte[] request : requests) {
                out.write(request);
                String status = line(in);
                if (!status.startsWith("HTTP/1.1 202")) {
                    throw new IOException("The event was answered with " + status);
                }
                skipRest(in);
            }
        }
    }

    private static void skipRest(InputStream in) throws IOException {
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("The connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
