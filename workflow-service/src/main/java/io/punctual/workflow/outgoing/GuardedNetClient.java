package io.punctual.workflow.outgoing;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.NetSocketInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Opens connections to checked addresses alone. By host and port is the only way in: what was resolved elsewhere is refused. */
final class GuardedNetClient implements NetClient {
    /** The name of the handler that Vert.x puts last. */
    private static final String LAST_HANDLER = "handler";

    private final NetClient delegate;
    private final VertxInternal vertx;
    private final OutgoingPolicy policy;
    private final Executor resolving =
            task -> Thread.ofVirtual().name("resolve").start(task);

    GuardedNetClient(NetClient delegate, VertxInternal vertx, OutgoingPolicy policy) {
        this.delegate = delegate;
        this.vertx = vertx;
        this.policy = policy;
    }

    @Override
    public Future<NetSocket> connect(int port, String host, @Nullable String serverName) {
        ContextInternal context = vertx.getOrCreateContext();
        CompletableFuture<List<InetAddress>> addresses = CompletableFuture.supplyAsync(
                        () -> resolved(port, host), resolving)
                .orTimeout(policy.config().resolveTimeout().toMillis(), TimeUnit.MILLISECONDS);
        return Future.fromCompletionStage(addresses, context)
                .recover(failure -> context.failedFuture(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure))
                .compose(checked -> first(checked, 0, port, serverName))
                .map(this::bounded);
    }

    private List<InetAddress> resolved(int port, String host) {
        try {
            return policy.resolveSmtp(host, port);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** The first address that answers, as whoever resolves by himself would do. */
    private Future<NetSocket> first(List<InetAddress> checked, int at, int port, @Nullable String serverName) {
        Future<NetSocket> attempt = delegate.connect(
                SocketAddress.inetSocketAddress(new InetSocketAddress(checked.get(at), port)), serverName);
        return at + 1 == checked.size() ? attempt : attempt.recover(_ -> first(checked, at + 1, port, serverName));
    }

    private NetSocket bounded(NetSocket socket) {
        ((NetSocketInternal) socket)
                .channelHandlerContext()
                .pipeline()
                .addBefore(
                        LAST_HANDLER,
                        "reply-bound",
                        new ReplyBound(policy.config().largestReply()));
        return socket;
    }

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
