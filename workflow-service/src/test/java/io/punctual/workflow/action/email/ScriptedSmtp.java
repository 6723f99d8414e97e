package io.punctual.workflow.action.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers as a test says: each command's first word has its answer. */
final class ScriptedSmtp implements AutoCloseable {
    /** Never answers. */
    static final String SILENCE = "silence";
    /** Hangs up. */
    static final String HANG_UP = "hang up";

    private final ServerSocket listener;
    private final Map<String, String> answers = new ConcurrentHashMap<>(Map.of(
            "GREETING", "220 here",
            "EHLO", "250 here",
            "MAIL", "250 ok",
            "RCPT", "250 ok",
            "DATA", "354 go",
            "BODY", "250 taken",
            "RSET", "250 ok",
            "QUIT", "221 bye",
            "HELO", "421 closing"));
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    ScriptedSmtp() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    ScriptedSmtp answer(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    /** The commands that came, in their order. */
    List<String> heard() {
        return heard;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            boolean open = reply(socket, "GREETING");
            boolean body = false;
            while (open) {
                String line = reader.readLine();
                if (line == null) {
                    return;
                }
                if (body) {
                    body = !line.equals(".");
                    open = body || reply(socket, "BODY");
                } else {
                    String command = line.split("[ :]", 2)[0];
                    heard.add(command);
                    open = reply(socket, command);
                    body = command.equals("DATA")
                            && answers.getOrDefault("DATA", "").startsWith("354");
                }
            }
        } catch (IOException e) {
            // The other side hung up.
        }
    }

    private boolean reply(Socket socket, String command) throws IOException {
        String answer = answers.getOrDefault(command, "502 what?");
        if (answer.equals(HANG_UP)) {
            return false;
        }
        if (!answer.equals(SILENCE)) {
            socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
