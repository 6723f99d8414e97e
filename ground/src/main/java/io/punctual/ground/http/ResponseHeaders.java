package io.punctual.ground.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the security headers on every answer: of resources, of the server's own refusals, of what nobody knows. What an answer
 * says itself stays.
 */
final class ResponseHeaders {
    /** For JSON and all else that is no page: a browser that is made to show it loads nothing, runs nothing, frames nothing. */
    static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    /** For our pages: styles, pictures, scripts and forms of our own origin alone, nothing inline. */
    static final String PAGE_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; font-src 'self';"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final String POLICY = "Content-Security-Policy";
    private static final Map<String, String> FIXED = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
            // An ETag stays good for If-Match; what it belongs to is nobody's to keep.
            "Cache-Control", "no-store");
    /** Filters run from high to low: before CORS (300), authentication (200) and the limit of bodies (2). */
    private static final int FIRST = 10_000;

    private final Optional<String> transport;

    @Inject
    ResponseHeaders(HeadersConfig config) {
        this.transport = config.strictTransportSecurity();
    }

    void register(@Observes Filters filters) {
        filters.register(this::complete, FIRST);
    }

    private void complete(RoutingContext context) {
        // At the very end, when it is known what kind of answer it became and which headers it has of its own.
        context.addHeadersEndHandler(_ -> addTo(context));
        context.next();
    }

    private void addTo(RoutingContext context) {
        MultiMap headers = context.response().headers();
        FIXED.forEach((name, value) -> addIfAbsent(headers, name, value));
        addIfAbsent(headers, POLICY, isPage(headers) ? PAGE_POLICY : DATA_POLICY);
        if ("https".equals(context.request().scheme())) {
            transport.ifPresent(value -> addIfAbsent(headers, "Strict-Transport-Security", value));
        }
    }

    private static void addIfAbsent(MultiMap headers, String name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }

    private static boolean isPage(MultiMap headers) {
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
    }
}
