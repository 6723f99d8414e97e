package io.punctual.ground.identity;

import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One try to log in.
 *
 * @param address where from, see {@link #address(SocketAddress)}
 * @param name whom it claims to be: a user, a key's prefix
 * @param credential all of it, as it was sent
 */
record Attempt(String address, String name, String credential) {
    private static final int MAX_NAME = 100;

    /** What failures of this name from this address count under. */
    String pair() {
        return address + " " + name;
    }

    static Attempt basic(String address, String header) {
        String name = "";
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(header.substring("basic ".length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            name = "user " + shortened(pair.substring(0, Math.max(0, pair.indexOf(':'))));
        } catch (IllegalArgumentException e) {
            // Not even Base64: it counts as one nameless user.
        }
        return new Attempt(address, name, header);
    }

    static Attempt key(String address, String key) {
        int end = key.indexOf('_', KeyRequest.MARK.length());
        return new Attempt(address, "key " + shortened(end < 0 ? "" : key.substring(0, end)), key);
    }

    private static String shortened(String name) {
        return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
    }

    /** What counts as one address. */
    static String address(@Nullable SocketAddress remote) {
        String host = remote == null ? null : remote.hostAddress();
        return host == null ? "unknown" : ClientNetwork.of(host);
    }
}
