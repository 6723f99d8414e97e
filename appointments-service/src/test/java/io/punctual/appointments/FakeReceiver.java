package io.punctual.appointments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Somebody who receives events, alone and in batches: a real HTTP server that answers as a test tells it to. */
public final class FakeReceiver {
    private static final FakeReceiver INSTANCE = started();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An event as it came, alone or in a batch; the headers are its request's. */
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

    /** A request as it came. */
    public record Request(Map<String, List<String>> headers, String body, List<Received> events, int fromPort) {

        /** Whether it is a batch, of one event even. */
        public boolean isBatch() {
            return headers.getOrDefault("Content-type", List.of()).contains(BATCH);
        }
    }

    /** An answer to give: to an event, or to a batch as a whole. */
    public record Reply(int status, Map<String, String> headers, String body) {
        /** Hangs up instead of answering. */
        public static final Reply NONE = of(-1);

        /** A bare status. */
        public static Reply of(int status) {
            return new Reply(status, Map.of(), "");
        }
    }

    private static final String BATCH = "application/cloudevents-batch+json";

    private final ObjectMapper json = new ObjectMapper();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Semaphore arrivals = new Semaphore(0);
    private volatile Function<Received, Reply> script = any -> Reply.of(202);
    private volatile Function<Request, Optional<Reply>> batchScript = any -> Optional.empty();
    private final HttpServer server;

    private FakeReceiver(HttpServer server) {
        this.server = server;
    }

    /** The one that the service under test sends to. */
    public static FakeReceiver instance() {
        return INSTANCE;
    }

    private static FakeReceiver started() {
        // Without it each answer with a body waits for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
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

    /** Answers every event like this from now on; those of a batch by their items. */
    public void replies(Function<Received, Reply> how) {
        this.script = how;
    }

    /** Answers batches as a whole like this from now on; where there is no answer, event by event. */
    public void batchReplies(Function<Request, Optional<Reply>> how) {
        this.batchScript = how;
    }

    /** Forgets everything and takes everything. */
    public void reset() {
        script = any -> Reply.of(202);
        batchScript = any -> Optional.empty();
        requests.clear();
        received.clear();
        arrivals.drainPermits();
    }

    /** The requests so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
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
            Request request = read(exchange);
            Reply reply = request.isBatch()
                    ? batchScript.apply(request).orElseGet(() -> itemByItem(request))
                    : script.apply(request.events().getFirst());
            requests.add(request);
            received.addAll(request.events());
            if (reply.status() > 0) {
                send(exchange, reply);
            }
            arrivals.release();
        }
    }

    private Request read(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = Map.copyOf(exchange.getRequestHeaders());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode content = json.readTree(body);
        List<Received> events = new ArrayList<>();
        for (JsonNode event : content.isArray() ? content : List.of(content)) {
            events.add(new Received(headers, event.toString(), event));
        }
        return new Request(
                headers,
                body,
                content.isArray() ? events : List.of(new Received(headers, body, content)),
                exchange.getRemoteAddress().getPort());
    }

    private Reply itemByItem(Request request) {
        ObjectNode answer = json.createObjectNode();
        ArrayNode items = answer.putArray("items");
        for (Received event : request.events()) {
            int status = script.apply(event).status();
            // Who would hang up on the event alone says nothing about it here.
            if (status > 0) {
                items.addObject()
                        .put("id", event.json().get("id").asText())
                        .put("status", status)
                        .put("code", "any");
            }
        }
        return new Reply(202, Map.of("Content-Type", "application/json"), answer.toString());
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
