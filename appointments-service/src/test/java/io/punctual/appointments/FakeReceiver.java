package io.punctual.appointments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Somebody who receives events: a real HTTP server that answers as a test tells it to. */
public final class FakeReceiver {
    private static final FakeReceiver INSTANCE = started();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A request as it came. */
    public record Received(Map<String, List<String>> headers, String body, JsonNode json) {

        /** The CloudEvents type without its prefix. */
        public String kind() {
            return json.get("type").asText().replace("io.punctual.appointment.", "");
        }

        /** The appointment. */
        public String subject() {
            return json.get("subject").asText();
        }

        /** The position. */
        public int sequence() {
            return json.get("data").get("sequence").asInt();
        }
    }

    /** An answer to give. */
    public record Reply(int status, Map<String, String> headers) {
        /** A bare status. */
        public static Reply of(int status) {
            return new Reply(status, Map.of());
        }
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Semaphore arrivals = new Semaphore(0);
    private volatile Function<Received, Reply> script = any -> Reply.of(202);
    private final HttpServer server;

    private FakeReceiver(HttpServer server) {
        this.server = server;
    }

    /** The one that the service under test sends to. */
    public static FakeReceiver instance() {
        return INSTANCE;
    }

    private static FakeReceiver started() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            FakeReceiver receiver = new FakeReceiver(server);
            server.createContext("/", receiver::answer);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/events";
    }

    /** Answers every request like this from now on. */
    public void replies(Function<Received, Reply> how) {
        this.script = how;
    }

    /** Forgets everything and takes everything. */
    public void reset() {
        script = any -> Reply.of(202);
        received.clear();
        arrivals.drainPermits();
    }

    /** What arrived so far about an appointment. */
    public List<Received> about(String appointment) {
        return received.stream()
                .filter(one -> one.subject().equals(appointment))
                .toList();
    }

    /** Waits until {@code count} requests about an appointment have arrived, and returns them. */
    public List<Received> await(String appointment, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Received> seen = about(appointment);
        while (seen.size() < count && System.nanoTime() < deadline) {
            try {
                if (arrivals.tryAcquire(50, TimeUnit.MILLISECONDS)) {
                    arrivals.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            seen = about(appointment);
        }
        return new ArrayList<>(seen);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Received request =
                    new Received(Map.copyOf(exchange.getRequestHeaders()), body, new ObjectMapper().readTree(body));
            Reply reply = script.apply(request);
            received.add(request);
            reply.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.sendResponseHeaders(reply.status(), -1);
            arrivals.release();
        }
    }
}
