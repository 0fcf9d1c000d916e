package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.bytes;
import static dev.sluice.broker.fixture.Bytes.join;
import static dev.sluice.broker.fixture.Bytes.two;
import static dev.sluice.broker.fixture.Connect.mqtt3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Authority;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.fixture.TlsSockets;
import dev.sluice.broker.listener.Endpoint;
import dev.sluice.broker.proxy.TrustedProxies;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.tls.ClientCertificate;
import dev.sluice.broker.tls.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners behind a proxy: one that believes anybody, one that believes loopback, one that believes others only, and one with TLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyProtocolIT {

    private static final int ANYBODY = 0;
    private static final int LOOPBACK = 1;
    private static final int OTHERS = 2;
    private static final int TLS = 3;

    private static final String FROM_AFAR = "PROXY TCP4 203.0.113.7 192.0.2.1 56324 1883\r\n";
    private static final byte[] SIGNATURE =
            bytes(0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A);

    @TempDir
    private static Path folder;

    private Authority authority;
    private RunningBroker broker;

    @BeforeAll
    void start() {
        authority = Authority.in(folder, "ca");
        var server = authority.papers("server");
        var endpoint = Endpoint.plain("127.0.0.1", 0);
        broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(),
                BrokerSettings.onLoopback(0)
                        .withListeners(List.of(
                                endpoint.behind(TrustedProxies.ANYBODY),
                                endpoint.behind(new TrustedProxies(List.of("127.0.0.0/8"))),
                                endpoint.behind(new TrustedProxies(List.of("10.0.0.0/8"))),
                                endpoint.behind(TrustedProxies.ANYBODY)
                                        .withTls(new TlsSettings(
                                                server.certificate(),
                                                server.key(),
                                                Optional.empty(),
                                                ClientCertificate.NONE,
                                                Duration.ofSeconds(30))))));
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {ANYBODY, LOOPBACK})
    void theDevicesOwnAddressIsKnown(int listener) {
        try (var device = RawDevice.open(port(listener))) {
            device.says(join(
                    FROM_AFAR.getBytes(StandardCharsets.US_ASCII),
                    mqtt3("v1-" + listener).packetBytes()));

            assertThat(addressOf(device, "v1-" + listener)).isEqualTo("/203.0.113.7:56324");
        }
    }

    @Test
    void versionTwoIsReadEvenInPieces() {
        var header = join(
                SIGNATURE,
                bytes(0x21, 0x21),
                two(36 + 3),
                new byte[15],
                bytes(0x05),
                new byte[15],
                bytes(0x01),
                two(4711),
                two(1883),
                bytes(0xEE, 0, 0)); // and an addition that nobody knows
        try (var device = RawDevice.open(port(ANYBODY))) {
            for (byte each : header) {
                device.says(new byte[] {each});
            }
            device.says(mqtt3("v2"));

            assertThat(addressOf(device, "v2")).isEqualTo("/[0:0:0:0:0:0:0:5]:4711");
        }
    }

    @Test
    void aProxyThatAsksForItselfComesAsItself() {
        try (var device = RawDevice.open(port(ANYBODY))) {
            device.says(
                    join(SIGNATURE, bytes(0x20, 0x00), two(0), mqtt3("local").packetBytes()));

            assertThat(addressOf(device, "local")).startsWith("/127.0.0.1:");
        }
    }

    @Test
    void whatTheProxyCannotNameComesAsTheProxy() {
        try (var device = RawDevice.open(port(ANYBODY))) {
            device.says(join(
                    "PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII),
                    mqtt3("unknown").packetBytes()));

            assertThat(addressOf(device, "unknown")).startsWith("/127.0.0.1:");
        }
    }

    @Test
    void withoutAHeaderNobodyComesIn() {
        long before = refused();
        try (var device = RawDevice.open(port(ANYBODY))) {
            device.says(mqtt3("direct"));
            device.isShut();
        }
        await().until(() -> refused() == before + 1);
    }

    @Test
    void aHeaderThatNeverEndsIsNotWaitedFor() {
        try (var device = RawDevice.open(port(ANYBODY))) {
            device.says(("PROXY TCP4 " + "1".repeat(200)).getBytes(StandardCharsets.US_ASCII));
            device.isShut();
        }
    }

    @Test
    void aProxyThatIsNotTrustedIsNotListenedTo() {
        long before = refused();
        try (var device = RawDevice.open(port(OTHERS))) {
            device.isShut();
        }
        await().until(() -> refused() == before + 1);
    }

    @Test
    void tlsBeginsBehindTheHeader() throws IOException {
        var plain = new Socket("127.0.0.1", port(TLS));
        plain.getOutputStream().write(FROM_AFAR.getBytes(StandardCharsets.US_ASCII));
        var secure = TlsSockets.trusting(authority)
                .context()
                .getSocketFactory()
                .createSocket(plain, "127.0.0.1", port(TLS), true);

        try (var device = RawDevice.open(port(TLS), secure)) {
            device.says(mqtt3("tls"));

            assertThat(addressOf(device, "tls")).isEqualTo("/203.0.113.7:56324");
        }
    }

    /** Takes the CONNACK and publishes. */
    private String addressOf(RawDevice device, String clientId) {
        assertThat(device.next().reason()).isZero();
        device.speaks(mqtt3(clientId));
        device.says(device.publish("a", "b", 1, 1));
        return broker.ingest().awaitFrom(clientId, 1).device().remoteAddress();
    }

    private long refused() {
        return broker.broker().connections().closedFor(CloseReason.PROXY_REFUSED);
    }

    private int port(int listener) {
        return broker.broker().ports().get(listener);
    }
}
