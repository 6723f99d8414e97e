package io.punctual.ground.test.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.test.openapi.Description.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param path as on the wire
 * @param query each {@code name=value}, as on the wire
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FuzzRequest(
        Operation operation,
        FuzzCaller caller,
        String path,
        List<String> query,
        List<Header> headers,
        byte @Nullable [] body) {
    /** Longer than the longest that a service may take its time (a run of what is due), on a slow machine too. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int SHOWN = 1500;

    record Header(String name, String value) {}

    HttpRequest on(URI service) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create(service + path + (query.isEmpty() ? "" : "?" + String.join("&", query))))
                .timeout(PATIENCE)
                .method(operation.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        allHeaders().forEach(header -> {
            try {
                builder.header(header.name(), header.value());
            } catch (IllegalArgumentException e) {
                // The client refuses to send it; the request goes without.
            }
        });
        return builder.build();
    }

    private List<Header> allHeaders() {
        Stream<Header> own = caller.headers().apply(body == null ? new byte[0] : body).entrySet().stream()
                .filter(entry -> headers.stream().noneMatch(it -> it.name().equalsIgnoreCase(entry.getKey())))
                .map(entry -> new Header(entry.getKey(), entry.getValue()));
        return Stream.concat(own, headers.stream()).toList();
    }

    /** Requests that leave one thing out, simplest first: what the search for the smallest failing one tries. */
    List<FuzzRequest> simpler() {
        List<FuzzRequest> simpler = new ArrayList<>();
        if (body != null) {
            simpler.add(withBody(null));
            simpler.add(withBody(new byte[] {'{', '}'}));
        }
        IntStream.range(0, query.size())
                .forEach(i -> simpler.add(new FuzzRequest(operation, caller, path, without(query, i), headers, body)));
        IntStream.range(0, headers.size())
                .forEach(i -> simpler.add(new FuzzRequest(operation, caller, path, query, without(headers, i), body)));
        if (body != null) {
            smallerBodies(body).forEach(smaller -> simpler.add(withBody(smaller)));
        }
        return simpler;
    }

    private FuzzRequest withBody(byte @Nullable [] other) {
        return new FuzzRequest(operation, caller, path, query, headers, other);
    }

    private static List<byte[]> smallerBodies(byte[] body) {
        List<byte[]> smaller = new ArrayList<>();
        try {
            if (new ObjectMapper().readTree(body) instanceof ObjectNode object) {
                object.fieldNames().forEachRemaining(name -> {
                    ObjectNode copy = object.deepCopy();
                    JsonNode value = copy.remove(name);
                    smaller.add(Spoiling.bytes(copy));
                    if (value != null && value.isObject()) {
                        smaller.add(Spoiling.bytes(value));
                    }
                });
            }
        } catch (IOException e) {
            // No JSON: it stays as it is.
        }
        return smaller;
    }

    private static <T> List<T> without(List<T> list, int index) {
        List<T> rest = new ArrayList<>(list);
        rest.remove(index);
        return rest;
    }

    /** As a command for a shell. */
    String asCurl() {
        StringBuilder curl = new StringBuilder("curl -i -X ").append(operation.method());
        for (Header header : allHeaders()) {
            curl.append(" -H ").append(quoted(header.name() + ": " + header.value()));
        }
        if (body != null) {
            curl.append(" --data-binary ").append(quoted(shown(body)));
        }
        return curl.append(" '$SERVICE")
                .append(path)
                .append(query.isEmpty() ? "" : "?" + String.join("&", query))
                .append("'  # as ")
                .append(caller.name())
                .toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String shown(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + body.length + " bytes)";
    }
}
