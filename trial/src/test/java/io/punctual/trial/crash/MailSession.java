package io.punctual.trial.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One connection to the mail sink. A mail counts as arrived when all of it is here, whether or not its sender hears so. */
final class MailSession {
    private final Socket socket;
    private final Arrivals arrivals;
    private final Clock clock;
    private final Duration pause;
    private final ReentrantLock answering = new ReentrantLock();
    private boolean away;
    private @Nullable Instant begun;
    private String recipient = "";

    MailSession(Socket socket, Arrivals arrivals, Clock clock, Duration pause) {
        this.socket = socket;
        this.arrivals = arrivals;
        this.clock = clock;
        this.pause = pause;
    }

    /** Serves it until one of both sides has enough. */
    void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            answer("220 sink");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                command(line, in);
            }
        } catch (IOException gone) {
            // A killed sender hangs up wherever it was.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void command(String line, BufferedReader in) throws IOException, InterruptedException {
        String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
        switch (verb) {
            case "MAIL" -> begun = clock.instant();
            case "RCPT" -> recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
            case "DATA" -> {
                answer("354 go on");
                take(content(in));
                return;
            }
            default -> {
                // Nothing to remember of it.
            }
        }
        answer(verb.equals("QUIT") ? "221 bye" : "250 ok");
    }

    private static List<String> content(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                return lines;
            }
            lines.add(line);
        }
        throw new IOException("the sender went away in the middle of a mail");
    }

    private void take(List<String> lines) throws IOException, InterruptedException {
        answering.lock();
        try {
            if (away) {
                return;
            }
            Instant at = begun == null ? clock.instant() : begun;
            String id = header(lines, "Message-ID: ");
            arrivals.add(new Arrival(
                    id.substring(1, Math.max(1, id.indexOf('@'))), recipient + " " + header(lines, "Subject: "), at));
            Thread.sleep(pause);
            answer("250 taken");
        } finally {
            answering.unlock();
        }
    }

    private static String header(List<String> lines, String name) {
        return lines.stream()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.regionMatches(true, 0, name, 0, name.length()))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElse("?");
    }

    private void answer(String line) throws IOException {
        answering.lock();
        try {
            if (!away) {
                OutputStream out = socket.getOutputStream();
                out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } finally {
            answering.unlock();
        }
    }

    /** Ends it after what is being answered; what comes then is not read. */
    void hangUp() {
        answering.lock();
        try {
            away = true;
            socket.shutdownOutput();
        } catch (IOException gone) {
            // Then it is over already.
        } finally {
            answering.unlock();
        }
    }
}
