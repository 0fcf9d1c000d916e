package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.join;
import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Authority;
import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.fixture.TlsSockets;
import dev.sluice.broker.fixture.WebSocketSocket;
import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.listener.Endpoint;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.tls.ClientCertificate;
import dev.sluice.broker.tls.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSocket, and WebSocket behind TLS that demands a certificate, on one broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketIT {

    private static final int MAX_PACKET = 4096;
    private static final String UPGRADE = """
            GET /mqtt HTTP/1.1\r
            Host: localhost\r
            Connection: keep-alive, Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Protocol: mqtt\r
            \r
            """;

    private static final int LARGEST_FRAME = 64 * 1024;

    @TempDir
    private static Path folder;

    private Authority authority;
    private RunningBroker broker;

    @BeforeAll
    void start() {
        authority = Authority.in(folder, "ca");
        var server = authority.papers("server");
        var endpoint = Endpoint.plain("127.0.0.1", 0).withWebSocket("/mqtt");
        var secure = endpoint.withTls(new TlsSettings(
                server.certificate(),
                server.key(),
                Optional.of(authority.certificate()),
                ClientCertificate.REQUIRED,
                Duration.ofSeconds(30)));
        broker =
                RunningBroker.with(RecordingIngest.storingAtOnce(), settings(Duration.ofSeconds(30), endpoint, secure));
    }

    private static BrokerSettings settings(Duration connectTimeout, Endpoint... listeners) {
        return new BrokerSettings(
                List.of(listeners),
                100,
                Duration.ofMinutes(10),
                false,
                connectTimeout,
                MAX_PACKET,
                10,
                100,
                Optional.empty(),
                BrokerLimits.DEFAULT);
    }

    @AfterEach
    void nobodyStays() {
        await().until(() -> broker.broker().connections().size() == 0);
        await().until(() -> broker.broker().listeners().stream().allMatch(each -> each.connections() == 0));
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void devicesPublishAndSubscribe() {
        try (var device = open(socket())) {
            device.connects(mqtt5("web"));
            device.subscribes("web/a", 1);
            device.says(device.publish("web/a", "hello", 1, 7));

            assertThat(device.next(Packet.PUBLISH).payload()).isEqualTo("hello");
            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(7);
        }
    }

    @Test
    void tlsGoesInFrontOfIt() {
        var tls = TlsSockets.trusting(authority, authority.papers("web-device")).context();

        try (var device = RawDevice.open(broker.broker().ports().get(1), new WebSocketSocket("/mqtt", tls))) {
            assertThat(device.connects(mqtt5("secure-web")).reason()).isZero();
            device.hearsNothing();
        }
    }

    @Test
    void aPacketMaySpanFramesAndFragments() {
        var socket = socket();
        try (var device = open(socket)) {
            var connect = mqtt3("in-pieces").packetBytes();
            socket.webSocket().sendBinary(ByteBuffer.wrap(connect, 0, 1), false).join();
            socket.webSocket().sendBinary(ByteBuffer.wrap(connect, 1, 4), false).join();
            socket.webSocket().sendBinary(ByteBuffer.wrap(connect, 5, 1), true).join();
            socket.webSocket()
                    .sendBinary(ByteBuffer.wrap(connect, 6, connect.length - 6), true)
                    .join();

            assertThat(device.next(Packet.CONNACK).reason()).isZero();
        }
    }

    @Test
    void aFrameMayHoldSeveralPackets() {
        try (var device = open(socket())) {
            device.speaks(mqtt3("bundled"));
            device.says(join(
                    mqtt3("bundled").packetBytes(),
                    device.publish("a", "one", 1, 1),
                    device.publish("a", "two", 1, 2)));

            assertThat(device.next(Packet.CONNACK).reason()).isZero();
            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(1);
            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(2);
        }
    }

    @Test
    void aTextFrameEndsTheConnection() {
        long before = closedFor(CloseReason.WEBSOCKET_FAILED);
        var socket = socket();
        try (var device = open(socket)) {
            device.connects(mqtt5("talkative"));
            socket.webSocket()
                    .sendText("hello", true)
                    .exceptionally(shutMeanwhile -> null)
                    .join();

            assertThat(device.next(Packet.DISCONNECT).reason()).isEqualTo(0x82);
            assertThat(socket.closedWith()).isEqualTo(1003);
            assertThat(closedFor(CloseReason.WEBSOCKET_FAILED)).isEqualTo(before + 1);
        }
    }

    @Test
    void pingsAreAnswered() throws InterruptedException {
        var socket = socket();
        try (var device = open(socket)) {
            socket.webSocket()
                    .sendPing(ByteBuffer.wrap("still there?".getBytes(StandardCharsets.UTF_8)))
                    .join();

            assertThat(socket.pong()).isEqualTo("still there?");
            device.connects(mqtt3("pinging"));
            socket.webSocket().sendPong(ByteBuffer.allocate(0)).join();
            device.hearsNothing();
        }
    }

    @Test
    void aFarewellIsReturned() {
        var socket = socket();
        try (var device = open(socket)) {
            device.connects(mqtt3("polite"));
            socket.webSocket()
                    .sendClose(1001, "going away")
                    .exceptionally(answeredMeanwhile -> null)
                    .join();

            assertThat(socket.closedWith()).isEqualTo(1000);
        }
    }

    @Test
    void aFrameThatNoPacketNeedsIsTooLarge() {
        long before = closedFor(CloseReason.WEBSOCKET_FAILED);
        var socket = socket();
        try (var device = open(socket)) {
            device.connects(mqtt5("large"));
            socket.webSocket()
                    .sendBinary(ByteBuffer.allocate(LARGEST_FRAME + 1), true)
                    .exceptionally(broken -> null)
                    .join();

            device.isShut();
            assertThat(closedFor(CloseReason.WEBSOCKET_FAILED)).isEqualTo(before + 1);
        }
    }

    @Test
    void fragmentsAreBoundByTheLargestPacket() {
        var socket = socket();
        try (var device = open(socket)) {
            device.connects(mqtt5("endless"));
            var packet = device.publish("a", "x".repeat(2 * MAX_PACKET), 1, 1);
            socket.webSocket()
                    .sendBinary(ByteBuffer.wrap(packet, 0, 100), false)
                    .join();
            socket.webSocket()
                    .sendBinary(ByteBuffer.wrap(packet, 100, packet.length - 100), false)
                    .exceptionally(shutMeanwhile -> null)
                    .join();

            assertThat(device.next(Packet.DISCONNECT).reason()).isEqualTo(0x95);
            device.isShut();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mqtt?token=of-no-importance", "/mqtt"})
    void theQueryDoesNotMatter(String path) {
        try (var device = open(new WebSocketSocket(path, null))) {
            assertThat(device.connects(mqtt3("query")).reason()).isZero();
        }
    }

    @Test
    void mqttIsChosenAmongSubprotocols() {
        var socket = new WebSocketSocket("/mqtt", null, "mqttv3.1", "mqtt");
        try (var device = open(socket)) {
            assertThat(socket.webSocket().getSubprotocol()).isEqualTo("mqtt");
            assertThat(device.connects(mqtt3("both")).reason()).isZero();
        }
    }

    @Test
    void theSubprotocolOfOldIsTolerated() {
        var socket = new WebSocketSocket("/mqtt", null, "mqttv3.1");
        try (var device = open(socket)) {
            assertThat(socket.webSocket().getSubprotocol()).isEqualTo("mqttv3.1");
            assertThat(device.connects(Connect.mqtt(3, "old")).reason()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"/mqtt,chat,400", "/other,mqtt,404"})
    void nothingElseIsUpgraded(String path, String subprotocol, int status) {
        assertThatThrownBy(() -> open(new WebSocketSocket(path, null, subprotocol)))
                .satisfies(failure -> assertThat(answerTo(failure)).isEqualTo(status));
    }

    private static int answerTo(Throwable failure) {
        for (var each = failure; each != null; each = each.getCause()) {
            if (each instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
        }
        throw new AssertionError(failure);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /mqtt HTTP/1.1      | 426
            GET / HTTP/1.1          | 404
            POST /mqtt HTTP/1.1     | 405
            GET /{long} HTTP/1.1    | 414
            nonsense                | 400
            """)
    void httpIsAnsweredAndClosed(String line, int status) throws IOException {
        var answer = http(line.replace("{long}", "x".repeat(4100)) + "\r\nHost: a\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.toLowerCase()).contains("close").contains("content-length: ");
    }

    @Test
    void bytesBehindTheUpgradeAreNotTakenForMqtt() throws IOException {
        var request =
                join(UPGRADE.getBytes(StandardCharsets.US_ASCII), mqtt3("hasty").packetBytes());
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream().write(request);

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 101 ")
                    .endsWith("Invalid message type"); // a close frame, and no CONNACK
        }
    }

    @Test
    void headersAreBounded() throws IOException {
        assertThat(http("GET /mqtt HTTP/1.1\r\nHost: a\r\nX-Long: " + "x".repeat(16_400) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void whoSpeaksMqttWithoutWebSocketIsShutOut() {
        try (var device = RawDevice.open(port())) {
            device.says(mqtt3("plain"));
            device.isShut();
        }
    }

    @Test
    void theConnectTimeoutCoversTheUpgrade() {
        var settings =
                settings(Duration.ofSeconds(8), Endpoint.plain("127.0.0.1", 0).withWebSocket("/mqtt"));
        var upgraded = socket();
        try (var impatient = RunningBroker.with(RecordingIngest.storingAtOnce(), settings);
                var silent = impatient.device();
                var halfWay = RawDevice.open(impatient.port(), upgraded)) {
            silent.isShut();
            halfWay.isShut();
            assertThat(upgraded.closedWith()).isEqualTo(1000);
            assertThat(impatient.broker().connections().closedFor(CloseReason.CONNECT_TIMEOUT))
                    .isEqualTo(2);
        }
    }

    private String http(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static WebSocketSocket socket() {
        return new WebSocketSocket("/mqtt", null);
    }

    private RawDevice open(WebSocketSocket socket) {
        return RawDevice.open(port(), socket);
    }

    private long closedFor(CloseReason reason) {
        return broker.broker().connections().closedFor(reason);
    }

    private int port() {
        return broker.port();
    }
}
