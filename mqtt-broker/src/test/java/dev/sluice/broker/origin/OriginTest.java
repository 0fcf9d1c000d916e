package dev.sluice.broker.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.fixture.Authority;
import dev.sluice.broker.fixture.TlsSockets;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.tls.ClientCertificate;
import dev.sluice.broker.tls.ServerTls;
import dev.sluice.broker.tls.TlsSettings;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginTest {

    @TempDir
    private Path folder;

    private final List<CloseReason> closed = new ArrayList<>();

    @Test
    void withoutTlsNothingIsProven() {
        assertThat(Origin.of(new EmbeddedChannel()).certificate()).isEmpty();
    }

    @Test
    void theCertificateThatTlsHasVerifiedIsKnown() throws IOException {
        var authority = Authority.in(folder, "ca");
        var device = authority.papers("device");

        var server = shakeHands(authority, TlsSockets.trusting(authority, device));

        assertThat(Origin.of(server).certificate()).contains(device.proof());
        assertThat(closed).isEmpty();
        server.finishAndReleaseAll();
    }

    @Test
    void whoShowsNoneHasNone() throws IOException {
        var authority = Authority.in(folder, "ca");

        var server = shakeHands(authority, TlsSockets.trusting(authority));

        assertThat(Origin.of(server).certificate()).isEmpty();
        assertThat(closed).isEmpty();
        server.finishAndReleaseAll();
    }

    @Test
    void aProxysWordReplacesTheAddressOfTheSocket() {
        var channel = new EmbeddedChannel();
        Origin.isBehindProxy(channel, new InetSocketAddress("203.0.113.7", 4711));

        assertThat(Origin.of(channel).address()).isEqualTo("/203.0.113.7:4711");
    }

    private EmbeddedChannel shakeHands(Authority authority, TlsSockets device) throws IOException {
        var papers = authority.papers("server");
        var server = new EmbeddedChannel();
        ServerTls.start(
                        new TlsSettings(
                                papers.certificate(),
                                papers.key(),
                                Optional.of(authority.certificate()),
                                ClientCertificate.OPTIONAL,
                                Duration.ofSeconds(10)),
                        ServerTls.Spoken.MQTT,
                        ImmediateExecutor.INSTANCE,
                        new TurnedAway("a test"))
                .addTo(server.pipeline(), closed::add);
        var engine = device.context().createSSLEngine();
        engine.setUseClientMode(true);
        var client = new EmbeddedChannel(new SslHandler(engine));
        for (int i = 0; i < 20; i++) {
            pass(client, server);
            pass(server, client);
        }
        assertThat(server.pipeline().get(SslHandler.class).handshakeFuture().isSuccess())
                .isTrue();
        client.finishAndReleaseAll();
        return server;
    }

    private static void pass(EmbeddedChannel from, EmbeddedChannel to) {
        from.runPendingTasks();
        for (var bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            to.writeInbound(bytes);
        }
    }
}
