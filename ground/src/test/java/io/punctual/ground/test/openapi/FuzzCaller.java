package io.punctual.ground.test.openapi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;

/**
 * Somebody who calls: a name for the report, and the headers by which a request shows who it is from.
 *
 * @param headers made from the body, because publishers sign it
 * @param stranger whether what is theirs is not meant for the others: nothing is learned from the answers they get
 */
public record FuzzCaller(String name, Function<byte[], Map<String, String>> headers, boolean stranger) {

    /** A user over HTTP Basic. */
    public static FuzzCaller basic(String user, String password) {
        String both = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return by(user, body -> Map.of("Authorization", "Basic " + both));
    }

    /** Somebody whose headers are made from the body. */
    public static FuzzCaller by(String name, Function<byte[], Map<String, String>> headers) {
        return new FuzzCaller(name, headers, false);
    }

    /** The same, of another firm. */
    public FuzzCaller asStranger() {
        return new FuzzCaller(name, headers, true);
    }

    /** Somebody without credentials. */
    public static FuzzCaller nobody() {
        return by("nobody", body -> Map.of());
    }
}
