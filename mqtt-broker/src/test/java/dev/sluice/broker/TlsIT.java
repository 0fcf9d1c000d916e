package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Authority;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.fixture.TlsSockets;
import dev.sluice.broker.listener.Endpoint;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.tls.ClientCertificate;
import dev.sluice.broker.tls.TlsSettings;
import dev.sluice.broker.tls.TlsUnusableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Five listeners of one broker: plain TCP, TLS, TLS that asks for a certificate, one that demands it, and one that does not wait long. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {

    private static final int PLAIN = 0;
    private static final int TLS = 1;
    private static final int ASKING = 2;
    private static final int DEMANDING = 3;
    private static final int IMPATIENT = 4;

    @TempDir
    private static Path folder;

    private Authority authority;
    private Authority stranger;
    private Authority.Papers server;
    private RunningBroker broker;

    @BeforeAll
    void start() {
        authority = Authority.in(folder, "ca");
        stranger = Authority.in(folder, "stranger");
        server = authority.papers("server");
        broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(),
                BrokerSettings.onLoopback(0)
                        .withListeners(List.of(
                                Endpoint.plain("127.0.0.1", 0),
                                endpoint(ClientCertificate.NONE),
                                endpoint(ClientCertificate.OPTIONAL),
                                endpoint(ClientCertificate.REQUIRED),
                                endpoint(ClientCertificate.NONE, Duration.ofMillis(500)))));
    }

    private Endpoint endpoint(ClientCertificate clientCertificate) {
        return endpoint(clientCertificate, Duration.ofSeconds(30));
    }

    private Endpoint endpoint(ClientCertificate clientCertificate, Duration handshake) {
        return Endpoint.plain("127.0.0.1", 0)
                .withTls(new TlsSettings(
                        server.certificate(),
                        server.key(),
                        clientCertificate == ClientCertificate.NONE
                                ? Optional.empty()
                                : Optional.of(authority.certificate()),
                        clientCertificate,
                        handshake));
    }

    @AfterEach
    void nobodyStays() {
        await().until(() -> broker.broker().listeners().stream().allMatch(each -> each.connections() == 0));
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void devicesPublishAndSubscribe(String version) throws IOException {
        try (var device =
                RawDevice.open(port(TLS), TlsSockets.trusting(authority).socket(version))) {
            device.connects(mqtt5("tls-" + version));
            device.subscribes("tls/a", 1);
            device.says(device.publish("tls/a", "x".repeat(100_000), 1, 7));

            assertThat(device.next(Packet.PUBLISH).payload()).hasSize(100_000);
            device.says(device.puback(1));
            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(7);
            assertThat(broker.broker().listeners().get(TLS).connections()).isEqualTo(1);
            assertThat(broker.broker().listeners().get(PLAIN).connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theBrokersOwnAuthorityAdmitsADevice(String version) throws IOException {
        var sockets = TlsSockets.trusting(authority, authority.papers("device-" + version));

        try (var device = RawDevice.open(port(DEMANDING), sockets.socket(version))) {
            assertThat(device.connects(mqtt3("known")).reason()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void withoutACertificateNobodyComesInWhereOneIsDemanded(String version) {
        assertTurnedAway(DEMANDING, TlsSockets.trusting(authority), version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aCertificateOfAStrangerIsNotBelieved(String version) {
        var papers = stranger.papers("device-of-a-stranger");

        assertTurnedAway(DEMANDING, TlsSockets.trusting(authority, papers), version);
    }

    @Test
    void anExpiredCertificateIsNotBelieved() {
        var yesterday = Instant.now().minus(Duration.ofDays(1));
        var papers = authority.papers("of-yesterday", yesterday.minus(Duration.ofDays(9)), yesterday);

        assertTurnedAway(ASKING, TlsSockets.trusting(authority, papers), "TLSv1.3");
    }

    @Test
    void whereItIsOptionalADeviceMayHaveNone() throws IOException {
        try (var device =
                RawDevice.open(port(ASKING), TlsSockets.trusting(authority).socket())) {
            assertThat(device.connects(mqtt3("bare")).reason()).isZero();
        }
    }

    @Test
    void whoNeverBeginsTheHandshakeIsShutOut() {
        long before = closedFor(CloseReason.TLS_FAILED);
        try (var device = RawDevice.open(port(IMPATIENT))) {
            device.isShut();
        }
        assertThat(closedFor(CloseReason.TLS_FAILED)).isEqualTo(before + 1);
    }

    @Test
    void whoSpeaksPlainMqttToTlsIsShutOut() {
        long before = closedFor(CloseReason.TLS_FAILED);
        try (var device = RawDevice.open(port(TLS))) {
            device.says(mqtt3("plain"));
            device.isShut();
        }
        assertThat(closedFor(CloseReason.TLS_FAILED)).isEqualTo(before + 1);
    }

    @Test
    void oldVersionsAreNotSpoken() throws IOException {
        // by hand, since Java's own clients refuse to: a TLS 1.1 ClientHello with one suite of old
        var hello = new byte[] {
            22, 3, 1, 0, 45, 1, 0, 0, 41, 3, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
            21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 0, 0, 2, 0, 47, 1, 0
        };
        try (var device = RawDevice.open(port(TLS))) {
            device.says(hello);
            device.isShut();
        }
    }

    @Test
    void nobodyDemandsASecondHandshake() throws IOException {
        var socket = TlsSockets.trusting(authority).socket("TLSv1.2");
        try (var device = RawDevice.open(port(TLS), socket)) {
            device.connects(mqtt3("again"));
            socket.startHandshake();
            device.isShut();
        } catch (SSLException refused) {
            assertThat(refused).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt", "x-amzn-mqtt-ca"})
    void devicesThatOfferAProtocolAreServed(String offered) throws IOException {
        var socket = offering(offered);
        try (var device = RawDevice.open(port(TLS), socket)) {
            assertThat(device.connects(mqtt3("alpn")).reason()).isZero();
            assertThat(socket.getApplicationProtocol()).isEqualTo(offered.equals("mqtt") ? "mqtt" : "");
        }
    }

    @Test
    void aBrowserIsTurnedAway() throws IOException {
        try (var socket = offering("h2", "http/1.1")) {
            socket.connect(new InetSocketAddress("127.0.0.1", port(TLS)));

            assertThatThrownBy(socket::startHandshake).hasMessageContaining("no_application_protocol");
        }
    }

    @Test
    void aNewCertificateIsShownToWhoComesNextAndWhoIsThereStays() throws IOException {
        var current = Files.readAllBytes(server.certificate());
        var currentKey = Files.readAllBytes(server.key());
        var tls = broker.broker().listeners().get(TLS).tls().orElseThrow();
        try (var early =
                RawDevice.open(port(TLS), TlsSockets.trusting(authority).socket())) {
            early.connects(mqtt3("early"));
            assertThat(tls.renew()).isFalse();

            var next = authority.papers("next-server");
            Files.copy(next.certificate(), server.certificate(), StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(tls::renew).isInstanceOf(TlsUnusableException.class);
            assertThat(shownAt(TLS)).isEqualTo("CN=server");
            Files.copy(next.key(), server.key(), StandardCopyOption.REPLACE_EXISTING);
            assertThat(tls.renew()).isTrue();

            assertThat(shownAt(TLS)).isEqualTo("CN=next-server");
            early.says(early.publish("a", "still here", 1, 1));
            assertThat(early.next(Packet.PUBACK).packetId()).isEqualTo(1);
        } finally {
            Files.write(server.certificate(), current);
            Files.write(server.key(), currentKey);
            tls.renew();
        }
    }

    private String shownAt(int listener) throws IOException {
        try (var socket = TlsSockets.trusting(authority).socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port(listener)));
            socket.startHandshake();
            return ((java.security.cert.X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private SSLSocket offering(String... protocols) throws IOException {
        var socket = TlsSockets.trusting(authority).socket();
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        return socket;
    }

    private void assertTurnedAway(int listener, TlsSockets sockets, String version) {
        long before = closedFor(CloseReason.TLS_FAILED);
        long failed = failed(listener);
        try (var device = RawDevice.open(port(listener), sockets.socket(version))) {
            device.says(mqtt3("nobody"));
            device.isShut();
        } catch (IOException | java.io.UncheckedIOException refused) {
            assertThat(refused).isNotNull();
        }
        await().until(() -> closedFor(CloseReason.TLS_FAILED) == before + 1 && failed(listener) == failed + 1);
    }

    private long failed(int listener) {
        return broker.broker().listeners().get(listener).tls().orElseThrow().failed();
    }

    private long closedFor(CloseReason reason) {
        return broker.broker().connections().closedFor(reason);
    }

    private int port(int listener) {
        return broker.broker().ports().get(listener);
    }
}
