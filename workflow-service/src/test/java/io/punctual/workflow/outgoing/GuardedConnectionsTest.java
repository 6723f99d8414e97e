package io.punctual.workflow.outgoing;

import static io.punctual.workflow.outgoing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedConnectionsTest {
    private static final PfxOptions CERTIFICATE = Certificates.of("mail.example");

    private final Vertx vertx = Vertx.vertx();
    private final List<String> resolved = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private int listen(NetServerOptions options, String host, io.vertx.core.Handler<NetSocket> handler)
            throws Exception {
        NetServer server = vertx.createNetServer(options).connectHandler(handler);
        return await(server.listen(0, host)).actualPort();
    }

    private NetClient client(Rules rules, NetClientOptions options, String... answers) {
        OutgoingPolicy policy = new OutgoingPolicy(rules, host -> {
            resolved.add(host);
            return new InetAddress[] {InetAddress.ofLiteral(answers[Math.min(resolved.size(), answers.length) - 1])};
        });
        return new GuardedVertx(vertx, policy).createNetClient(options);
    }

    @Test
    void aNameThatChangesItsMindBetweenCheckAndConnectionReachesOnlyWhatWasChecked() throws Exception {
        CompletableFuture<String> arrivedAt = new CompletableFuture<>();
        int port = listen(
                new NetServerOptions(),
                "0.0.0.0",
                socket -> arrivedAt.complete(socket.localAddress().hostAddress()));
        Rules rules = Rules.DEFAULTS.withPorts(port).withNetworks("127.0.0.1/32");
        NetClient client = client(rules, new NetClientOptions(), "127.0.0.1", "127.0.0.2");

        await(client.connect(port, "rebinding.example"));

        assertThat(arrivedAt.get(60, TimeUnit.SECONDS)).isEqualTo("127.0.0.1");
        assertThat(resolved).containsExactly("rebinding.example");
        assertThatThrownBy(() -> await(client.connect(port, "rebinding.example")))
                .isInstanceOf(DestinationRefused.class);
    }

    @Test
    void tlsVerifiesTheNameAlthoughTheAddressIsConnectedTo() throws Exception {
        int port = listen(new NetServerOptions().setSsl(true).setKeyCertOptions(CERTIFICATE), "127.0.0.1", _ -> {});
        Rules rules = Rules.DEFAULTS.withPorts(port).withNetworks("127.0.0.0/8");
        NetClientOptions tls = new NetClientOptions()
                .setSsl(true)
                .setTrustOptions(CERTIFICATE)
                .setHostnameVerificationAlgorithm("HTTPS");
        NetClient client = client(rules, tls, "127.0.0.1");

        assertThat(await(client.connect(port, "mail.example")).isSsl()).isTrue();
        assertThatThrownBy(() -> await(client.connect(port, "other.example")))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void aConnectionThatIsUpgradedVerifiesTheNameToo() throws Exception {
        NetServerOptions options = new NetServerOptions().setKeyCertOptions(CERTIFICATE);
        int port = listen(
                options,
                "127.0.0.1",
                socket -> socket.handler(_ -> {
                    socket.write("220 go");
                    socket.upgradeToSsl();
                }));
        Rules rules = Rules.DEFAULTS.withPorts(port).withNetworks("127.0.0.0/8");
        NetClientOptions trusting =
                new NetClientOptions().setTrustOptions(CERTIFICATE).setHostnameVerificationAlgorithm("HTTPS");
        NetClient client = client(rules, trusting, "127.0.0.1");

        NetSocket right = await(client.connect(port, "mail.example"));
        upgrade(right);
        NetSocket wrong = await(client.connect(port, "other.example"));

        assertThat(right.isSsl()).isTrue();
        assertThatThrownBy(() -> upgrade(wrong))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("other.example");
    }

    private static void upgrade(NetSocket socket) throws Exception {
        Promise<Buffer> go = Promise.promise();
        socket.handler(go::tryComplete);
        await(socket.write("STARTTLS").compose(_ -> go.future()).compose(_ -> socket.upgradeToSsl()));
    }

    @Test
    void aReplyWithoutEndIsCutOff() throws Exception {
        int port = listen(new NetServerOptions(), "127.0.0.1", socket -> socket.write(Buffer.buffer(new byte[10_000])));
        Rules rules = Rules.DEFAULTS.withPorts(port).withNetworks("127.0.0.0/8").withLargestReply(4_096);
        NetClient client = client(rules, new NetClientOptions(), "127.0.0.1");
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        CountDownLatch closed = new CountDownLatch(1);
        // Whoever asks on an event loop listens before the first byte comes.
        vertx.runOnContext(_ -> client.connect(port, "mail.example").onSuccess(socket -> {
            socket.exceptionHandler(failure::complete);
            socket.closeHandler(_ -> closed.countDown());
            socket.handler(_ -> {});
        }));

        assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(failure.get(60, TimeUnit.SECONDS)).isInstanceOf(TooLongFrameException.class);
    }

    @Test
    void aResolverThatHangsIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        Rules hasty = Rules.DEFAULTS.withResolveTimeout(Duration.ofMillis(500));
        OutgoingPolicy policy = new OutgoingPolicy(hasty, _ -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new InetAddress[0];
        });
        NetClient client = new GuardedVertx(vertx, policy).createNetClient(new NetClientOptions());
        assertThatThrownBy(() -> await(client.connect(587, "slow.example"))).isInstanceOf(TimeoutException.class);
        never.countDown();
    }

    @Test
    void anAddressThatWasResolvedElsewhereIsNoWayAround() {
        NetClient client = client(Rules.DEFAULTS, new NetClientOptions(), "93.184.215.14");
        SocketAddress loopback = SocketAddress.inetSocketAddress(25, "127.0.0.1");
        assertThatThrownBy(() -> await(client.connect(loopback))).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> await(client.connect(loopback, "a.example")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aProxyIsHandedTheCheckedAddressAndNeverTheName() throws Exception {
        CompletableFuture<Buffer> asked = new CompletableFuture<>();
        int proxy = listen(
                new NetServerOptions(),
                "127.0.0.1",
                socket -> socket.handler(greeting -> {
                    socket.handler(request -> {
                        asked.complete(request);
                        socket.write(Buffer.buffer(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0}));
                    });
                    socket.write(Buffer.buffer(new byte[] {5, 0}));
                }));
        Rules rules = Rules.DEFAULTS.withProxy(proxy);

        await(client(rules, new NetClientOptions(), "93.184.215.14").connect(587, "mail.example"));

        byte[] expected = {5, 1, 0, 1, 93, (byte) 184, (byte) 215, 14, 2, 75};
        assertThat(asked.get(60, TimeUnit.SECONDS).getBytes()).isEqualTo(expected);
        assertThatThrownBy(() ->
                        await(client(rules, new NetClientOptions(), "10.0.0.1").connect(587, "inside.example")))
                .isInstanceOf(DestinationRefused.class);
    }
}
