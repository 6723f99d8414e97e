package io.punctual.workflow.outgoing;

import io.vertx.core.Future;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/**
 * Opens all its connections on one event loop, whoever asks. Where that is who asks, a new connection is handed over before its
 * first byte is read, so that nothing that the other side says is lost.
 */
final class GatheringNetClient extends NetClientByHost {
    private final NetClient delegate;
    private final GatheringVertx vertx;

    GatheringNetClient(NetClient delegate, GatheringVertx vertx) {
        super(delegate);
        this.delegate = delegate;
        this.vertx = vertx;
    }

    @Override
    public Future<NetSocket> connect(int port, String host, @Nullable String serverName) {
        return vertx.there(() -> delegate.connect(port, host, serverName))
                .map(connection -> with("gathered-writes", new GatheredWrites(), connection));
    }
}
