package io.punctual.workflow.outgoing;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.function.Supplier;

/**
 * The Vert.x for a client of a single server: its connections live, and its timers fire, on one event loop, and what it writes
 * in small pieces goes out together ({@link GatheredWrites}). Whoever uses the client does so {@linkplain #there there}, and then
 * nothing passes from one event loop to another: no thread has to be woken for each line, and no answer comes before the one who is to
 * hear it.
 */
public final class GatheringVertx extends VertxWrapper {
    private final ContextInternal home;

    /** Takes an event loop of {@code vertx}, on which connections are opened as they are there. */
    public GatheringVertx(Vertx vertx) {
        super((VertxInternal) vertx);
        this.home = delegate.createEventLoopContext();
    }

    /** Uses the client on the event loop, and says what comes of it; what {@code use} throws is a failure of that. */
    public <T> Future<T> there(Supplier<Future<T>> use) {
        return home.succeededFuture().compose(_ -> use.get());
    }

    @Override
    public NetClient createNetClient(NetClientOptions options) {
        return new GatheringNetClient(delegate.createNetClient(options), this);
    }

    @Override
    public long setTimer(long delay, Handler<Long> handler) {
        return home.setTimer(delay, handler);
    }
}
