package io.punctual.workflow.outgoing;

import io.netty.channel.ChannelHandler;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.NetSocketInternal;
import org.jspecify.annotations.Nullable;

/** Opens connections in its own way. By host and port is the only way in: what was resolved elsewhere is refused. */
abstract class NetClientByHost implements NetClient {
    /** The name of the handler that Vert.x puts last. */
    private static final String LAST_HANDLER = "handler";

    private final NetClient delegate;

    NetClientByHost(NetClient delegate) {
        this.delegate = delegate;
    }

    /** The connection, whose bytes pass {@code handler} on their way to and from us. */
    static NetSocket with(String name, ChannelHandler handler, NetSocket connection) {
        ((NetSocketInternal) connection).channelHandlerContext().pipeline().addBefore(LAST_HANDLER, name, handler);
        return connection;
    }

    @Override
    public abstract Future<NetSocket> connect(int port, String host, @Nullable String serverName);

    @Override
    public Future<NetSocket> connect(int port, String host) {
        return connect(port, host, (String) null);
    }

    @Override
    public NetClient connect(int port, String host, Handler<AsyncResult<NetSocket>> handler) {
        connect(port, host).onComplete(handler);
        return this;
    }

    @Override
    public NetClient connect(int port, String host, String serverName, Handler<AsyncResult<NetSocket>> handler) {
        connect(port, host, serverName).onComplete(handler);
        return this;
    }

    @Override
    public Future<NetSocket> connect(SocketAddress address) {
        return unchecked();
    }

    @Override
    public Future<NetSocket> connect(SocketAddress address, String serverName) {
        return unchecked();
    }

    @Override
    public NetClient connect(SocketAddress address, Handler<AsyncResult<NetSocket>> handler) {
        unchecked().onComplete(handler);
        return this;
    }

    @Override
    public NetClient connect(SocketAddress address, String serverName, Handler<AsyncResult<NetSocket>> handler) {
        unchecked().onComplete(handler);
        return this;
    }

    private static Future<NetSocket> unchecked() {
        return Future.failedFuture(new UnsupportedOperationException("only by host and port"));
    }

    @Override
    public Future<Void> close() {
        return delegate.close();
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        delegate.close().onComplete(handler);
    }

    @Override
    public Future<Boolean> updateSSLOptions(SSLOptions options, boolean force) {
        return delegate.updateSSLOptions(options, force);
    }

    @Override
    public boolean isMetricsEnabled() {
        return delegate.isMetricsEnabled();
    }
}
