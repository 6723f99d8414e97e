package io.punctual.ground.identity;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Keycloak on loopback and a free port, with the realm of {@code punctual-realm.json}, gone with the test. The profile
 * {@code slow} unpacks it; its start takes a minute.
 */
public final class KeycloakResource implements QuarkusTestResourceLifecycleManager {
    private static final int MINUTES_TO_START = 15;
    private static final Path HOME = Path.of("target", "keycloak");

    private @Nullable Process keycloak;

    @Override
    public Map<String, String> start() {
        try {
            Path home = unpacked();
            int port = freePort();
            String issuer = "http://127.0.0.1:" + port + "/realms/punctual";
            Process started = run(home, port);
            keycloak = started;
            awaitIssuer(started, issuer);
            return Map.of("quarkus.oidc.auth-server-url", issuer);
        } catch (IOException e) {
            stop();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path unpacked() throws IOException {
        try (Stream<Path> found = Files.list(HOME)) {
            return found.filter(path -> Files.exists(path.resolve("bin/kc.sh")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No Keycloak in " + HOME + ": build with -Pslow"));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process run(Path home, int port) throws IOException {
        Path data = home.resolve("data");
        if (Files.exists(data)) {
            try (Stream<Path> old = Files.walk(data)) {
                old.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
        Path realms = Files.createDirectories(data.resolve("import"));
        try (InputStream realm = KeycloakResource.class.getResourceAsStream("/keycloak/punctual-realm.json")) {
            Files.copy(Objects.requireNonNull(realm), realms.resolve("punctual-realm.json"));
        }
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        "bin/kc.sh",
                        "start-dev",
                        "--import-realm",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(HOME.resolve("keycloak.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx768m");
        return builder.start();
    }

    private static void awaitIssuer(Process started, String issuer) throws InterruptedException {
        HttpRequest discovery = HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES_TO_START);
            while (System.nanoTime() < end && !started.waitFor(500, TimeUnit.MILLISECONDS)) {
                try {
                    if (client.send(discovery, BodyHandlers.discarding()).statusCode() == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // It does not listen yet.
                }
            }
        }
        started.descendants().forEach(ProcessHandle::destroyForcibly);
        started.destroyForcibly();
        throw new IllegalStateException("Keycloak did not start: see " + HOME.resolve("keycloak.log"));
    }

    @Override
    public void stop() {
        Process running = keycloak;
        if (running != null) {
            // A script stands before the server itself.
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
    }
}
