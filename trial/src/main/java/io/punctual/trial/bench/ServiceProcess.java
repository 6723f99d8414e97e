package io.punctual.trial.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service as a process of its own, on loopback and a free port. It ends with us. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofMinutes(1);

    private final Process process;
    private final int port;
    private final Path log;
    private final Thread end;

    private ServiceProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
    }

    /**
     * Starts it on the Java, and from the jar, that run us.
     *
     * @param heap its size, as in {@code 512m}
     * @param log where its log goes; what it prints goes where ours does
     */
    static ServiceProcess start(
            List<String> arguments, Map<String, String> environment, String heap, String url, Path log)
            throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As containers run it. Left to itself the collector keeps the heap so small that it marks it every
                // second.
                "-Xms" + heap,
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                System.getProperty("java.class.path")));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().keySet().removeIf(key -> key.startsWith("PUNCTUAL_") || key.startsWith("QUARKUS_"));
        builder.environment().put("QUARKUS_PROFILE", "local");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_DATASOURCE_JDBC_URL", url);
        builder.environment().put("QUARKUS_DATASOURCE_USERNAME", Server.USER);
        builder.environment().put("QUARKUS_DATASOURCE_PASSWORD", Server.USER);
        builder.environment().put("QUARKUS_LOG_CONSOLE_ENABLED", "false");
        builder.environment().put("QUARKUS_LOG_FILE_ENABLED", "true");
        builder.environment().put("QUARKUS_LOG_FILE_PATH", log.toString());
        builder.environment().putAll(environment);
        return new ServiceProcess(builder.start(), port, log);
    }

    /** A port on loopback that nobody uses now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until it is ready for work. */
    void awaitReady() throws InterruptedException {
        long limit = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > limit) {
                throw new IllegalStateException("A service did not start; see " + log);
            }
            Thread.sleep(100);
        }
    }

    /** Waits until it ends by itself; false where it says that something went wrong. */
    boolean awaitEnd() throws InterruptedException {
        return process.waitFor() == 0;
    }

    private boolean isReady() {
        try {
            URI health = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            try (InputStream body = connection.getInputStream()) {
                body.readAllBytes();
                return connection.getResponseCode() == 200;
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** Stops it gracefully. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new UncheckedIOException(new IOException("A service did not stop in time; see " + log));
            }
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
