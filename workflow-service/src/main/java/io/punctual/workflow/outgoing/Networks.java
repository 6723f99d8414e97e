package io.punctual.workflow.outgoing;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are on the public internet. For IPv6 that is global unicast alone, less the ranges set apart in it, whatever
 * they may carry inside: mapped, compatible, translated, 6to4 and Teredo addresses are all outside. What is reached through
 * NAT64 is judged by the IPv4 address within.
 */
final class Networks {
    private static final List<IPAddress> NOT_PUBLIC = parse(Stream.of(
            "0.0.0.0/8", // this network, unspecified
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by carriers (CGNAT); cloud providers' metadata too
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local; 169.254.169.254 is the metadata of clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "2001::/23", // protocol assignments, Teredo and benchmarks among them
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "3fff::/20")); // documentation
    private static final IPAddress GLOBAL_UNICAST = new IPAddressString("2000::/3").getAddress();
    private static final IPAddress NAT64 = new IPAddressString("64:ff9b::/96").getAddress();
    private static final int EMBEDDED_AT = 12;

    private final List<IPAddress> allowed;

    /**
     * Knows networks that may be reached although they are not public.
     *
     * @throws IllegalArgumentException where one is no CIDR
     */
    Networks(List<String> allowed) {
        this.allowed = parse(allowed.stream());
    }

    /** Whether a connection to this address may be made. */
    boolean mayReach(InetAddress address) {
        return mayReach(address.getAddress());
    }

    private boolean mayReach(byte[] bytes) {
        IPAddress address = bytes.length == 4 ? new IPv4Address(bytes) : new IPv6Address(bytes);
        if (contains(allowed, address)) {
            return true;
        }
        if (NAT64.contains(address)) {
            return mayReach(Arrays.copyOfRange(bytes, EMBEDDED_AT, bytes.length));
        }
        return (address.isIPv4() || GLOBAL_UNICAST.contains(address)) && !contains(NOT_PUBLIC, address);
    }

    private static boolean contains(List<IPAddress> networks, IPAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<IPAddress> parse(Stream<String> networks) {
        return networks.map(Networks::network).toList();
    }

    private static IPAddress network(String cidr) {
        try {
            IPAddress network = new IPAddressString(cidr.strip()).toAddress();
            if (network == null) {
                throw new IllegalArgumentException("punctual.outgoing.allowed-networks: '" + cidr + "' is no network");
            }
            return network.toPrefixBlock();
        } catch (AddressStringException e) {
            throw new IllegalArgumentException("punctual.outgoing.allowed-networks: '" + cidr + "' is no network", e);
        }
    }
}
