package io.punctual.workflow.outgoing;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a host may be written: one spelling each, so that what is checked is what is meant. */
final class Hosts {
    private static final int LONGEST = 253;
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:.]*");

    private Hosts() {}

    /**
     * The one spelling of a host: in lower case and ASCII. Addresses in decimal, octal, hexadecimal or shortened forms, zone ids,
     * a dot at the end and anything with a user or a port are no hosts.
     */
    static Optional<String> normalised(String text) {
        String host = ascii(text).toLowerCase(Locale.ROOT);
        if (host.isEmpty() || host.length() > LONGEST) {
            return Optional.empty();
        }
        if (IPV4.matcher(host).matches() || IPV6.matcher(host).matches()) {
            return address(host).map(_ -> host);
        }
        // A name's last label begins with a letter, so that no name is an address in disguise, such as 0x7f.1 or
        // 2130706433.
        return NAME.matcher(host).matches() ? Optional.of(host) : Optional.empty();
    }

    /** The address that a host literally is; empty for a name. */
    static Optional<IPAddress> address(String host) {
        if (IPV4.matcher(host).matches() && leadingZeros(host)) {
            return Optional.empty();
        }
        return IPV4.matcher(host).matches() || IPV6.matcher(host).matches()
                ? Optional.ofNullable(new IPAddressString(host).getAddress())
                        .filter(address -> !address.isMultiple() && !address.isPrefixed())
                : Optional.empty();
    }

    /** Whether a list of hosts, exact or as {@code *.suffix}, holds this one. */
    static boolean holds(List<String> allowed, String host) {
        return allowed.stream()
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .anyMatch(entry -> entry.startsWith("*.")
                        ? host.length() > entry.length() - 1 && host.endsWith(entry.substring(1))
                        : host.equals(entry));
    }

    private static boolean leadingZeros(String ipv4) {
        return Pattern.compile("(?:^|\\.)0\\d").matcher(ipv4).find();
    }

    private static String ascii(String text) {
        try {
            return IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
