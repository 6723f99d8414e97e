package io.punctual.workflow.outgoing;

import io.vertx.core.Future;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Opens connections to checked addresses alone. */
final class GuardedNetClient extends NetClientByHost {
    private final NetClient delegate;
    private final VertxInternal vertx;
    private final OutgoingPolicy policy;
    private final Executor resolving =
            task -> Thread.ofVirtual().name("resolve").start(task);

    GuardedNetClient(NetClient delegate, VertxInternal vertx, OutgoingPolicy policy) {
        super(delegate);
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
        return with("reply-bound", new ReplyBound(policy.config().largestReply()), socket);
    }
}
