package io.punctual.workflow.outgoing;

import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;

/**
 * The Vert.x that gateways get for destinations that firms choose: each connection that a client on it opens is resolved once,
 * checked, and made to the checked address itself. TLS verifies the certificate by the host's name.
 */
public final class GuardedVertx extends VertxWrapper {
    private final OutgoingPolicy policy;

    /** Guards the clients made from now on. */
    public GuardedVertx(Vertx vertx, OutgoingPolicy policy) {
        super((VertxInternal) vertx);
        this.policy = policy;
    }

    @Override
    public NetClient createNetClient(NetClientOptions options) {
        options.setConnectTimeout((int) policy.config().connectTimeout().toMillis());
        OutgoingConfig.Proxy proxy = policy.config().proxy();
        proxy.host().ifPresent(host -> options.setProxyOptions(through(proxy, host)));
        return new GuardedNetClient(delegate.createNetClient(options), delegate, policy);
    }

    private static ProxyOptions through(OutgoingConfig.Proxy proxy, String host) {
        ProxyOptions options =
                new ProxyOptions().setType(ProxyType.SOCKS5).setHost(host).setPort(proxy.port());
        proxy.username().ifPresent(options::setUsername);
        proxy.password().ifPresent(options::setPassword);
        return options;
    }
}
