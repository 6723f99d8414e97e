package io.punctual.local.inbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The inbox page and its JSON, on loopback. Reads only; what mails contain can reach neither the page nor the network. */
public final class InboxServer implements AutoCloseable {

    private static final Pattern MESSAGE = Pattern.compile("/messages/([0-9]{1,18})(/html)?");

    private final HttpServer server;
    private final ExecutorService threads;
    private final Inbox inbox;
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private InboxServer(HttpServer server, ExecutorService threads, Inbox inbox) {
        this.server = server;
        this.threads = threads;
        this.inbox = inbox;
    }

    /**
     * Starts it.
     *
     * @param port 0 for any free one
     */
    public static InboxServer start(int port, Inbox inbox) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            InboxServer ours = new InboxServer(server, Executors.newVirtualThreadPerTaskExecutor(), inbox);
            server.setExecutor(ours.threads);
            server.createContext("/", ours::answer);
            server.start();
            return ours;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            Reply reply = method.equals("GET") || method.equals("HEAD")
                    ? route(exchange.getRequestURI().getPath())
                    : Reply.text(405, "Only GET and HEAD are understood here.");
            reply.send(exchange);
        }
    }

    private Reply route(String path) throws IOException {
        return switch (path) {
            case "/" -> Reply.page(InboxHtml.list(inbox.newestFirst(), inbox.taken()));
            case "/rows" -> Reply.page(InboxHtml.rows(inbox.newestFirst(), inbox.taken()));
            case "/api/messages" -> Reply.json(json.writeValueAsBytes(inbox.newestFirst()));
            case "/inbox.css" -> Reply.resource("inbox.css", "text/css; charset=utf-8");
            case "/inbox.js" -> Reply.resource("inbox.js", "text/javascript; charset=utf-8");
            default -> message(path);
        };
    }

    private Reply message(String path) {
        Matcher parts = MESSAGE.matcher(path);
        if (!parts.matches()) {
            return Reply.text(404, "There is nothing here. The inbox is at /");
        }
        Function<Mail, Reply> show = parts.group(2) == null
                ? mail -> Reply.page(InboxHtml.message(mail))
                : mail -> Reply.mailBody(mail.html());
        Optional<Mail> mail = inbox.find(Long.parseLong(parts.group(1)));
        return mail.map(show).orElseGet(() -> Reply.text(404, "This mail is not here (any more). The inbox is at /"));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
