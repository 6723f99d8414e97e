package io.punctual.trial.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that takes every call, remembers its idempotency key, and takes its time. */
final class HttpSink implements AutoCloseable {
    static {
        // It must not hang up on kept connections: who then sends cannot know whether it was heard.
        System.setProperty("sun.net.httpserver.idleInterval", "3600");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Arrivals arrivals = new Arrivals();
    private final AtomicInteger open = new AtomicInteger();
    private final Clock clock;
    private final long longestMillis;

    /**
     * Starts it on a free port.
     *
     * @param longest what calls take at most before they are answered; each key has its own time
     */
    HttpSink(Clock clock, Duration longest) {
        this.clock = clock;
        this.longestMillis = longest.toMillis();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new IllegalStateException("no HTTP sink", e);
        }
        server.createContext("/", this::take);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/sink");
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** How many calls it has heard and not answered yet. */
    int open() {
        return open.get();
    }

    private void take(HttpExchange exchange) throws IOException {
        Instant at = clock.instant();
        open.incrementAndGet();
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String key = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Idempotency-Key"), "");
            arrivals.add(new Arrival(key, "", at));
            Thread.sleep(longestMillis == 0 ? 0 : Math.floorMod(key.hashCode(), longestMillis));
            exchange.sendResponseHeaders(204, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
