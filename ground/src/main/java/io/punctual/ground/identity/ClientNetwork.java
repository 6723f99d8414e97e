package io.punctual.ground.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** What of a client's address its owner cannot change at will. */
public final class ClientNetwork {
    private static final int NETWORK_BYTES = 8;

    private ClientNetwork() {}

    /** An IPv4 address as it is; of an IPv6 address the first 64 bits, because a household or server has at least as many. */
    public static String of(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address v6
                    ? HexFormat.of().formatHex(v6.getAddress(), 0, NETWORK_BYTES)
                    : address;
        } catch (IllegalArgumentException e) {
            // A proxy may forward a name, or nothing.
            return address;
        }
    }
}
