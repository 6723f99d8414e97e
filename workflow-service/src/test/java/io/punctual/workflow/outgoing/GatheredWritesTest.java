package io.punctual.workflow.outgoing;

import static io.punctual.workflow.outgoing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheredWritesTest {
    private static final PfxOptions CERTIFICATE = Certificates.of("mail.example");

    private static final String COMMAND = "STARTTLS\r\n";
    private static final byte TLS_HANDSHAKE = 22;

    private final Vertx vertx = Vertx.vertx();
    private final GatheringVertx gathering = new GatheringVertx(vertx);
    /** The other side of the one connection. */
    private final CompletableFuture<NetSocket> other = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private int listen() throws Exception {
        return await(vertx.createNetServer(new NetServerOptions().setKeyCertOptions(CERTIFICATE))
                        .connectHandler(socket -> {
                            socket.pause();
                            other.complete(socket);
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private NetSocket connected() throws Exception {
        NetClient client = gathering.createNetClient(
                new NetClientOptions().setTrustOptions(CERTIFICATE).setHostnameVerificationAlgorithm(""));
        return await(client.connect(listen(), "127.0.0.1"));
    }

    /** All that the other side hears until the connection ends. */
    private Future<String> heard() throws Exception {
        NetSocket socket = other.get(60, TimeUnit.SECONDS);
        Promise<String> all = Promise.promise();
        Buffer bytes = Buffer.buffer();
        socket.handler(bytes::appendBuffer);
        socket.endHandler(_ -> all.tryComplete(bytes.toString()));
        socket.resume();
        return all.future();
    }

    /** Counts what leaves a connection. */
    private static final class Count extends ChannelOutboundHandlerAdapter {
        private final AtomicInteger writes = new AtomicInteger();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof ByteBuf bytes && bytes.isReadable()) {
                writes.incrementAndGet();
            }
            var _ = context.write(message, promise);
        }
    }

    private static Count count(NetSocket socket) {
        Count count = new Count();
        ((NetSocketInternal) socket).channelHandlerContext().pipeline().addFirst("count", count);
        return count;
    }

    private static List<String> lines(int many) {
        return IntStream.range(0, many).mapToObj(i -> "line " + i + "\r\n").toList();
    }

    /** Each line once the one before it is said to be written, as the mail client does it. */
    private Future<Void> writeOneByOne(NetSocket socket, List<String> lines) {
        return gathering.there(() -> {
            Promise<Void> end = Promise.promise();
            writeOneByOne(socket, lines.iterator(), end);
            return end.future();
        });
    }

    private static void writeOneByOne(NetSocket socket, Iterator<String> lines, Promise<Void> end) {
        if (lines.hasNext()) {
            socket.write(lines.next()).onComplete(_ -> writeOneByOne(socket, lines, end), end::fail);
        } else {
            end.complete();
        }
    }

    @Test
    void linesThatFollowOneAnotherAtOnceGoOutTogether() throws Exception {
        NetSocket socket = connected();
        Count count = count(socket);
        List<String> lines = lines(200);

        await(writeOneByOne(socket, lines));
        await(gathering.there(socket::close));

        assertThat(await(heard())).isEqualTo(String.join("", lines));
        assertThat(count.writes).hasValue(1);
    }

    @Test
    void whatAnAnswerSetsGoingInItsOwnTurnGoesOutWithTheLinesBeforeIt() throws Exception {
        NetSocket socket = connected();
        Count count = count(socket);
        Promise<Void> end = Promise.promise();

        await(gathering.there(() -> {
            socket.write("body\r\n")
                    .onSuccess(_ -> vertx.getOrCreateContext()
                            .runOnContext(_ -> socket.write(".\r\n").onComplete(end)));
            return end.future();
        }));
        await(gathering.there(socket::close));

        assertThat(await(heard())).isEqualTo("body\r\n.\r\n");
        assertThat(count.writes).hasValue(1);
    }

    @Test
    void oneTurnAfterAnotherIsOneWriteEach() throws Exception {
        NetSocket socket = connected();
        Count count = count(socket);
        NetSocket server = other.get(60, TimeUnit.SECONDS);
        server.handler(server::write);
        server.resume();
        Promise<Buffer> first = Promise.promise();
        Promise<Buffer> second = Promise.promise();

        socket.handler(first::tryComplete);
        await(gathering.there(() -> socket.write("RSET\r\n")));
        await(first.future());
        socket.handler(second::tryComplete);
        await(gathering.there(() -> socket.write("MAIL\r\n")));
        await(second.future());

        assertThat(count.writes).hasValue(2);
    }

    @Test
    void moreThanFitsArrivesWholeAndInItsOrder() throws Exception {
        NetSocket socket = connected();
        List<String> lines = lines(100_000);

        Future<Void> written = writeOneByOne(socket, lines);
        Future<String> heard = heard();
        await(written);
        await(gathering.there(socket::close));

        assertThat(await(heard)).isEqualTo(String.join("", lines));
    }

    @Test
    void whoWritesToSomebodyWhoDoesNotReadIsToldThatTheConnectionIsFullAndWhenItIsNotAnyMore() throws Exception {
        NetSocket socket = connected();
        String piece = "x".repeat(8_000);
        List<Future<Void>> writes = new ArrayList<>();
        await(gathering.there(() -> {
            while (!socket.writeQueueFull()) {
                writes.add(socket.write(piece));
            }
            return Future.succeededFuture();
        }));
        Promise<Void> drained = Promise.promise();
        Future<String> heard = heard();

        socket.drainHandler(_ -> drained.tryComplete());
        await(drained.future());
        await(Future.join(writes));
        await(gathering.there(socket::close));

        assertThat(await(heard)).hasSize(writes.size() * piece.length());
    }

    @Test
    void whatIsWrittenBeforeTheConnectionGoesOnInTlsIsSentPlainlyBeforeIt() throws Exception {
        NetSocket socket = connected();
        NetSocket server = other.get(60, TimeUnit.SECONDS);
        Buffer bytes = Buffer.buffer();
        Promise<Void> enough = Promise.promise();
        server.handler(heard -> {
            bytes.appendBuffer(heard);
            if (bytes.length() > COMMAND.length()) {
                enough.tryComplete();
            }
        });
        server.resume();

        gathering.there(() -> {
            socket.write(COMMAND);
            return socket.upgradeToSsl();
        });
        await(enough.future());

        assertThat(bytes.getString(0, COMMAND.length())).isEqualTo(COMMAND);
        assertThat(bytes.getByte(COMMAND.length())).isEqualTo(TLS_HANDSHAKE);
    }

    @Test
    void aConnectionThatGoesOnInTlsGathersThereToo() throws Exception {
        NetSocket socket = connected();
        NetSocket server = other.get(60, TimeUnit.SECONDS);
        Promise<Buffer> go = Promise.promise();
        socket.handler(go::tryComplete);
        server.handler(_ -> {
            server.write("220 go\r\n");
            server.upgradeToSsl();
            server.pause();
        });
        server.resume();
        await(gathering.there(
                () -> socket.write(COMMAND).compose(_ -> go.future()).compose(_ -> socket.upgradeToSsl())));
        List<String> lines = lines(2_000);
        Future<String> heard = heard();

        await(writeOneByOne(socket, lines));
        assertThat(socket.isSsl()).isTrue();
        await(gathering.there(socket::close));

        assertThat(await(heard)).isEqualTo(String.join("", lines));
    }

    @Test
    void whatIsWrittenBeforeClosingArrives() throws Exception {
        NetSocket socket = connected();
        Future<String> heard = heard();

        await(gathering.there(() -> {
            socket.write("QUIT\r\n");
            return socket.close();
        }));

        assertThat(await(heard)).isEqualTo("QUIT\r\n");
    }

    @Test
    void afterTheOtherSideHungUpWhoWritesIsToldSo() throws Exception {
        NetSocket socket = connected();
        Promise<Void> closed = Promise.promise();
        socket.closeHandler(closed::tryComplete);
        await(other.get(60, TimeUnit.SECONDS).close());
        await(closed.future());

        assertThatThrownBy(() -> await(gathering.there(() -> socket.write("RSET\r\n"))))
                .isInstanceOf(Exception.class);
    }

    @Test
    void aConnectionIsHandedOverBeforeItsFirstByteIsRead() throws Exception {
        int connections = 300;
        int port = await(vertx.createNetServer()
                        .connectHandler(socket -> socket.write("220 here\r\n"))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        NetClient client = gathering.createNetClient(new NetClientOptions());
        List<Future<Buffer>> greetings = IntStream.range(0, connections)
                .mapToObj(_ ->
                        gathering.there(() -> client.connect(port, "127.0.0.1").compose(socket -> {
                            Promise<Buffer> greeting = Promise.promise();
                            socket.handler(greeting::tryComplete);
                            return greeting.future();
                        })))
                .collect(Collectors.toList());

        await(Future.all(greetings));

        assertThat(greetings)
                .allSatisfy(greeting -> assertThat(greeting.result()).hasToString("220 here\r\n"));
    }

    @Test
    void whoeverOpensThemAllConnectionsAreOnOneEventLoop() throws Exception {
        int port = await(vertx.createNetServer()
                        .connectHandler(socket -> socket.write("220 here\r\n"))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        NetClient client = gathering.createNetClient(new NetClientOptions());
        List<Object> loops = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            NetSocket socket = await(vertx.executeBlocking(() -> client.connect(port, "127.0.0.1"))
                    .compose(connecting -> connecting));
            loops.add(((NetSocketInternal) socket).channelHandlerContext().executor());
        }

        assertThat(loops).containsOnly(loops.getFirst());
    }
}
