package io.punctual.trial.bench.limit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A mail server on loopback that takes everything at once and keeps nothing. */
public final class SmtpSink implements AutoCloseable {
    private final ServerSocket server;
    private final AtomicLong received = new AtomicLong();

    /** Listens from now on. */
    public SmtpSink(int port) throws IOException {
        server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** How many mails have come. */
    public long received() {
        return received.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = new BufferedOutputStream(client.getOutputStream());
            answer(out, "220 sink ESMTP");
            for (String line = line(in); line != null; line = line(in)) {
                String command = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                switch (command) {
                    case "EHLO" -> answer(out, "250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8");
                    case "DATA" -> take(in, out);
                    case "QUIT" -> {
                        answer(out, "221 bye");
                        return;
                    }
                    default -> answer(out, "250 ok");
                }
            }
        } catch (IOException _) {
            // The client has gone.
        }
    }

    private void take(InputStream in, OutputStream out) throws IOException {
        answer(out, "354 go on");
        String line = line(in);
        while (line != null && !line.equals(".")) {
            line = line(in);
        }
        received.incrementAndGet();
        answer(out, "250 taken");
    }

    private static void answer(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
