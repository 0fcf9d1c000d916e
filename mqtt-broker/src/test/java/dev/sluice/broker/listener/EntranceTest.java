package dev.sluice.broker.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.fixture.Authority;
import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.limit.Doorkeeper;
import dev.sluice.broker.limit.LimitCounts;
import dev.sluice.broker.proxy.TrustedProxies;
import dev.sluice.broker.tls.ClientCertificate;
import dev.sluice.broker.tls.TlsSettings;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntranceTest {

    private static final Doorkeeper DOORKEEPER = new Doorkeeper(BrokerLimits.DEFAULT, new LimitCounts());

    private static final Endpoint PLAIN = Endpoint.plain("127.0.0.1", 1883);

    @TempDir
    private Path folder;

    @Test
    void plainTcpGoesThroughNothing() throws IOException {
        assertThat(handlers(PLAIN)).isEmpty();
    }

    @Test
    void theProxysHeaderComesBeforeTlsAndThatBeforeWebSocket() throws IOException {
        var server = Authority.in(folder, "ca").papers("server");
        var all = PLAIN.behind(TrustedProxies.ANYBODY)
                .withWebSocket("/mqtt")
                .withTls(new TlsSettings(
                        server.certificate(),
                        server.key(),
                        Optional.empty(),
                        ClientCertificate.NONE,
                        Duration.ofSeconds(10)));

        assertThat(handlers(all))
                .containsExactly(
                        "proxy-signature",
                        "proxy-header",
                        "proxy-origin",
                        "tls",
                        "tls-watch",
                        "http",
                        "http-request",
                        "websocket");
    }

    @Test
    void connectionsAreCountedWhileTheyAreOpen() throws IOException {
        var entrance = Entrance.of(PLAIN, Runnable::run, DOORKEEPER);
        var first = new EmbeddedChannel();
        var second = new EmbeddedChannel();
        entrance.addTo(first.pipeline(), reason -> {}, 4096);
        entrance.addTo(second.pipeline(), reason -> {}, 4096);
        assertThat(entrance.connections().sum()).isEqualTo(2);

        first.close();

        assertThat(entrance.connections().sum()).isEqualTo(1);
    }

    private static List<String> handlers(Endpoint endpoint) throws IOException {
        var channel = new EmbeddedChannel();
        var before = channel.pipeline().names();
        Entrance.of(endpoint, Runnable::run, DOORKEEPER).addTo(channel.pipeline(), reason -> {}, 4096);
        var names = channel.pipeline().names();
        names.removeAll(before);
        return names;
    }
}
