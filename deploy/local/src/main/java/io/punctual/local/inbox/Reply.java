package io.punctual.local.inbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** An answer of the inbox, with the headers that keep it to itself. */
final class Reply {
    /** Our own pages: nothing from elsewhere, no inline script; frames show our sandboxed mail bodies. */
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                    + "frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    /** A mail's HTML: may look like itself, and do nothing. */
    private static final String BODY_POLICY =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    private final int status;
    private final String contentType;
    private final String policy;
    private final byte[] body;

    private Reply(int status, String contentType, String policy, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.policy = policy;
        this.body = body;
    }

    static Reply page(String html) {
        return new Reply(200, "text/html; charset=utf-8", PAGE_POLICY, html.getBytes(StandardCharsets.UTF_8));
    }

    /** HTML that a mail brought: shown, but alone in its box. */
    static Reply mailBody(String html) {
        return new Reply(200, "text/html; charset=utf-8", BODY_POLICY, html.getBytes(StandardCharsets.UTF_8));
    }

    static Reply json(byte[] body) {
        return new Reply(200, "application/json", PAGE_POLICY, body);
    }

    static Reply text(int status, String line) {
        return new Reply(
                status, "text/plain; charset=utf-8", PAGE_POLICY, (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static Reply resource(String name, String contentType) throws IOException {
        try (InputStream in = Reply.class.getResourceAsStream("/inbox/" + name)) {
            if (in == null) {
                throw new IOException("not packaged: " + name);
            }
            return new Reply(200, contentType, PAGE_POLICY, in.readAllBytes());
        }
    }

    void send(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", contentType);
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }
}
