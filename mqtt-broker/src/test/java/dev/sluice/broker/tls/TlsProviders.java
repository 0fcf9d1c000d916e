package dev.sluice.broker.tls;

import dev.sluice.broker.fixture.Authority;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what TLS costs a server by the JDK's provider and by BoringSSL: CPU time of full TLS 1.3 handshakes (ECDSA P-256, no client certificate), and of
 * windows of 20 messages of 200 bytes in and their acknowledgements out. The client, which is not counted, is the JDK's. In turn.
 *
 * <pre>
 * mvn -q -pl mqtt-broker test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/class-path
 * java -cp "mqtt-broker/target/test-classes:mqtt-broker/target/classes:$(cat mqtt-broker/target/class-path):TCNATIVE" \
 *     dev.sluice.broker.tls.TlsProviders [ROUNDS]
 * </pre>
 *
 * {@code TCNATIVE} are the jars netty-tcnative-classes and netty-tcnative-boringssl-static of this machine's kind, which are not on our class path.
 */
public final class TlsProviders {

    private static final int HANDSHAKES = 3_000;
    private static final int WINDOWS = 100_000;
    private static final int WINDOW_BYTES = 20 * 205;
    private static final int ACKS_BYTES = 20 * 4;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long serverNanos;

    private TlsProviders() {}

    /** @param arguments rounds (3) */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        var papers = Authority.in(Files.createTempDirectory("tls"), "authority").papers("server");
        var client = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3")
                .trustManager(io.netty.handler.ssl.util.InsecureTrustManagerFactory.INSTANCE)
                .build();
        List<SslProvider> providers = new ArrayList<>(List.of(SslProvider.JDK));
        if (OpenSsl.isAvailable()) {
            providers.add(SslProvider.OPENSSL);
        } else {
            System.out.println("no netty-tcnative: " + OpenSsl.unavailabilityCause());
        }
        for (int round = 0; round <= rounds; round++) {
            for (var provider : providers) {
                var server = SslContextBuilder.forServer(papers.secret(), papers.proof())
                        .sslProvider(provider)
                        .protocols("TLSv1.3")
                        .build();
                var figures = new TlsProviders();
                double handshake = figures.handshakes(server, client);
                double window = figures.windows(server, client);
                System.out.printf(
                        "%s %-8s handshake %.0f us, window of 20 messages %.1f us%n",
                        round == 0 ? "warm-up" : "round " + round, provider, handshake, window);
            }
        }
    }

    /** Microseconds of the server's CPU for one. */
    private double handshakes(SslContext server, SslContext client) {
        serverNanos = 0;
        for (int i = 0; i < HANDSHAKES; i++) {
            new Pair(server, client).close();
        }
        return serverNanos / 1e3 / HANDSHAKES;
    }

    /** Microseconds of the server's CPU for one. */
    private double windows(SslContext server, SslContext client) {
        var pair = new Pair(server, client);
        serverNanos = 0;
        for (int i = 0; i < WINDOWS; i++) {
            pair.client.writeOutbound(pair.client.alloc().buffer().writeZero(WINDOW_BYTES));
            pair.toServer();
            ReferenceCountUtil.release(pair.server.readInbound());
            long before = THREADS.getCurrentThreadCpuTime();
            pair.server.writeOutbound(pair.server.alloc().buffer().writeZero(ACKS_BYTES));
            serverNanos += THREADS.getCurrentThreadCpuTime() - before;
            pair.toClient();
            ReferenceCountUtil.release(pair.client.readInbound());
        }
        double micros = serverNanos / 1e3 / WINDOWS;
        pair.close();
        return micros;
    }

    /** Two ends of a connection, shaken hands. */
    private final class Pair {
        final EmbeddedChannel server;
        final EmbeddedChannel client;

        Pair(SslContext serverSide, SslContext clientSide) {
            var clientHandler = clientSide.newHandler(ByteBufAllocator.DEFAULT, "127.0.0.1", 8883);
            client = new EmbeddedChannel(clientHandler);
            long before = THREADS.getCurrentThreadCpuTime();
            SslHandler serverHandler = serverSide.newHandler(ByteBufAllocator.DEFAULT);
            server = new EmbeddedChannel(serverHandler);
            serverNanos += THREADS.getCurrentThreadCpuTime() - before;
            while (!serverHandler.handshakeFuture().isDone()
                    || !clientHandler.handshakeFuture().isDone()) {
                toServer();
                toClient();
            }
            toClient();
        }

        void toServer() {
            for (ByteBuf bytes = client.readOutbound(); bytes != null; bytes = client.readOutbound()) {
                long before = THREADS.getCurrentThreadCpuTime();
                server.writeInbound(bytes);
                serverNanos += THREADS.getCurrentThreadCpuTime() - before;
            }
        }

        void toClient() {
            for (ByteBuf bytes = server.readOutbound(); bytes != null; bytes = server.readOutbound()) {
                client.writeInbound(bytes);
            }
        }

        void close() {
            client.finishAndReleaseAll();
            long before = THREADS.getCurrentThreadCpuTime();
            server.finishAndReleaseAll();
            serverNanos += THREADS.getCurrentThreadCpuTime() - before;
        }
    }
}
