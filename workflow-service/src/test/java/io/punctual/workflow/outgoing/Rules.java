package io.punctual.workflow.outgoing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A configuration of the policy, written by a test. */
record Rules(
        Set<Integer> ports,
        Optional<List<String>> allowedHosts,
        Optional<List<String>> allowedNetworks,
        Proxy proxy,
        int largestReply,
        Duration resolveTimeout)
        implements OutgoingConfig {

    static final Rules DEFAULTS = new Rules(
            Set.of(25, 465, 587, 2525),
            Optional.empty(),
            Optional.empty(),
            new At(Optional.empty(), 1080),
            65_536,
            Duration.ofSeconds(30));

    Rules withHosts(String... hosts) {
        return new Rules(ports, Optional.of(List.of(hosts)), allowedNetworks, proxy, largestReply, resolveTimeout);
    }

    Rules withNetworks(String... networks) {
        return new Rules(ports, allowedHosts, Optional.of(List.of(networks)), proxy, largestReply, resolveTimeout);
    }

    Rules withPorts(Integer... allowed) {
        return new Rules(Set.of(allowed), allowedHosts, allowedNetworks, proxy, largestReply, resolveTimeout);
    }

    Rules withProxy(int port) {
        return new Rules(
                ports,
                allowedHosts,
                allowedNetworks,
                new At(Optional.of("127.0.0.1"), port),
                largestReply,
                resolveTimeout);
    }

    Rules withLargestReply(int bytes) {
        return new Rules(ports, allowedHosts, allowedNetworks, proxy, bytes, resolveTimeout);
    }

    Rules withResolveTimeout(Duration timeout) {
        return new Rules(ports, allowedHosts, allowedNetworks, proxy, largestReply, timeout);
    }

    private record At(Optional<String> host, int port) implements Proxy {
        @Override
        public Optional<String> username() {
            return Optional.empty();
        }

        @Override
        public Optional<String> password() {
            return Optional.empty();
        }
    }

    @Override
    public Smtp smtp() {
        return new Smtp() {
            @Override
            public Set<Integer> ports() {
                return ports;
            }

            @Override
            public boolean plain() {
                return false;
            }
        };
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(30);
    }
}
