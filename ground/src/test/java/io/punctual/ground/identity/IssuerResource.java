package io.punctual.ground.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A small identity provider on loopback: discovery and keys. Its private keys are in the configuration under {@code test.issuer.keys},
 * so that a test signs by itself (see {@link Issuer}); {@code PUT /jwks} publishes other keys, {@code GET /asked} tells how often
 * anything but that was asked for.
 */
public final class IssuerResource implements QuarkusTestResourceLifecycleManager {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String published = "";
    private volatile boolean inReach = true;
    private @Nullable HttpServer server;

    /** {@code reach=none}: nothing is answered until {@code PUT /reach}. */
    @Override
    public void init(Map<String, String> initArgs) {
        inReach = !"none".equals(initArgs.get("reach"));
    }

    @Override
    public Map<String, String> start() {
        try {
            List<PublicJsonWebKey> keys = List.of(
                    named("rsa", RsaJwkGenerator.generateJwk(2048)),
                    named("ec", EcJwkGenerator.generateJwk(EllipticCurves.P256)));
            published = new JsonWebKeySet(keys).toJson();
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server = started;
            String issuer = "http://127.0.0.1:" + started.getAddress().getPort();
            started.createContext("/", exchange -> answer(exchange, issuer));
            started.start();
            return Map.of(
                    "quarkus.oidc.auth-server-url",
                    issuer,
                    "test.issuer.keys",
                    new JsonWebKeySet(keys).toJson(OutputControlLevel.INCLUDE_PRIVATE));
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PublicJsonWebKey named(String id, PublicJsonWebKey key) {
        key.setKeyId(id);
        key.setUse("sig");
        return key;
    }

    private void answer(HttpExchange exchange, String issuer) throws IOException {
        String body = "";
        boolean ok = true;
        switch (exchange.getRequestURI().getPath()) {
            case "/asked" -> body = Integer.toString(asked.get());
            case "/reach" -> inReach = true;
            case "/jwks" -> {
                if (exchange.getRequestMethod().equals("PUT")) {
                    published = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                } else {
                    asked.incrementAndGet();
                    ok = inReach;
                }
                body = published;
            }
            default -> {
                asked.incrementAndGet();
                ok = inReach;
                body = """
                        {"issuer": "%1$s", "jwks_uri": "%1$s/jwks", "token_endpoint": "%1$s/token",
                         "introspection_endpoint": "%1$s/introspect", "userinfo_endpoint": "%1$s/userinfo"}""".formatted(issuer);
            }
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(ok ? 200 : 503, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
