package io.punctual.workflow.outgoing;

import io.vertx.core.Vertx;
import java.net.InetAddress;

/** The policy over names that only a test knows. */
public final class Resolving {
    private Resolving() {}

    /** A guarded Vert.x whose resolver answers every name with one address; loopback is allowed, and one port. */
    public static Vertx to(Vertx vertx, String address, int port) {
        Rules rules = Rules.DEFAULTS.withPorts(port).withNetworks("127.0.0.0/8");
        return new GuardedVertx(
                vertx, new OutgoingPolicy(rules, _ -> new InetAddress[] {InetAddress.ofLiteral(address)}));
    }
}
