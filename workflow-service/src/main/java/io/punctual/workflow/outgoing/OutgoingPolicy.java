package io.punctual.workflow.outgoing;

import io.punctual.workflow.outgoing.DestinationRefused.Why;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one policy for destinations that firms choose. Names are judged when they are saved, addresses at each connection. */
@Singleton
public final class OutgoingPolicy {
    private final OutgoingConfig config;
    private final Networks networks;
    private final Resolver resolver;

    /** Resolves as the machine does. */
    @Inject
    public OutgoingPolicy(OutgoingConfig config) {
        this(config, InetAddress::getAllByName);
    }

    OutgoingPolicy(OutgoingConfig config, Resolver resolver) {
        this.config = config;
        this.networks = new Networks(config.allowedNetworks().orElse(List.of()));
        this.resolver = resolver;
    }

    /** What this policy was told. */
    OutgoingConfig config() {
        return config;
    }

    /** Whether mail may go without TLS. */
    public boolean plainSmtp() {
        return config.smtp().plain();
    }

    /** What speaks against a mail server's host as it is written; nothing is resolved. */
    public Optional<DestinationRefused> objectionToHost(String host) {
        Optional<String> normalised = Hosts.normalised(host);
        if (normalised.isEmpty()) {
            return Optional.of(new DestinationRefused(Why.INVALID_HOST));
        }
        if (!config.allowedHosts()
                .map(allowed -> Hosts.holds(allowed, normalised.get()))
                .orElse(true)) {
            return Optional.of(new DestinationRefused(Why.HOST_NOT_ALLOWED));
        }
        return Hosts.address(normalised.get())
                .filter(address -> !networks.mayReach(address.toInetAddress()))
                .map(_ -> new DestinationRefused(Why.ADDRESS_NOT_ALLOWED));
    }

    /** What speaks against a mail server's port. */
    public Optional<DestinationRefused> objectionToSmtpPort(int port) {
        return config.smtp().ports().contains(port)
                ? Optional.empty()
                : Optional.of(new DestinationRefused(Why.PORT_NOT_ALLOWED));
    }

    /**
     * The addresses to connect to: found once, every one of them checked. They carry the host's name, so that TLS verifies the name,
     * and are never resolved again, so that a name cannot change its mind between the check and the connection.
     *
     * @throws DestinationRefused where the host, the port or a single one of its addresses is not allowed
     */
    List<InetAddress> resolveSmtp(String host, int port) throws DestinationRefused, UnknownHostException {
        Optional<DestinationRefused> objection = objectionToHost(host).or(() -> objectionToSmtpPort(port));
        if (objection.isPresent()) {
            throw objection.get();
        }
        String name = Hosts.normalised(host).orElseThrow();
        List<InetAddress> checked = new ArrayList<>();
        for (InetAddress address : resolver.resolve(name)) {
            if (!networks.mayReach(address)) {
                throw new DestinationRefused(Why.ADDRESS_NOT_ALLOWED);
            }
            checked.add(InetAddress.getByAddress(name, address.getAddress()));
        }
        return checked;
    }
}
