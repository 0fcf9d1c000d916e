package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.bytes;
import static dev.sluice.broker.fixture.Bytes.four;
import static dev.sluice.broker.fixture.Bytes.join;
import static dev.sluice.broker.fixture.Bytes.packet;
import static dev.sluice.broker.fixture.Bytes.properties;
import static dev.sluice.broker.fixture.Bytes.property;
import static dev.sluice.broker.fixture.Bytes.sized;
import static dev.sluice.broker.fixture.Bytes.text;
import static dev.sluice.broker.fixture.Bytes.two;
import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.limit.BrokerLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What MQTT forbids ends the connection that sent it, and nobody else notices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedPacketsIT {

    private static final byte[] NO_PROPERTIES = properties();

    private RunningBroker broker;
    private RawDevice neighbour;

    @BeforeAll
    void start() {
        broker = RunningBroker.with(RecordingIngest.storingAtOnce(), waitingForConnect(Duration.ofSeconds(30)));
        neighbour = broker.device(mqtt3("neighbour"));
        neighbour.subscribes("neighbour", 1);
    }

    private static BrokerSettings waitingForConnect(Duration timeout) {
        var usual = BrokerSettings.onLoopback(0);
        return new BrokerSettings(
                usual.listeners(),
                100,
                Duration.ofMinutes(10),
                false,
                timeout,
                4096,
                10,
                1000,
                Optional.empty(),
                BrokerLimits.DEFAULT);
    }

    @AfterEach
    void theNeighbourNeverNotices() {
        neighbour.says(neighbour.publish("neighbour", "fine", 0, 0));
        assertThat(neighbour.next(Packet.PUBLISH).payload()).isEqualTo("fine");
        assertThat(broker.broker().local().failedCommands()).isZero();
    }

    @AfterAll
    void stop() {
        neighbour.close();
        broker.close();
    }

    static Stream<Arguments> afterConnect() {
        return Stream.of(
                Arguments.of("remaining length of five bytes", bytes(0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0x01)),
                Arguments.of("PUBLISH of QoS 3", packet(0x36, text("a"), two(1))),
                Arguments.of("topic that is not UTF-8", packet(0x30, sized(bytes(0xC3, 0x28)))),
                Arguments.of("topic with a surrogate", packet(0x30, sized(bytes(0xED, 0xA0, 0x80)))),
                Arguments.of("topic with NUL", packet(0x30, text("a\0b"))),
                Arguments.of("filter with NUL", packet(0x82, two(1), text("a\0b"), bytes(0))),
                Arguments.of("filter that is not UTF-8", packet(0x82, two(1), sized(bytes(0xC0, 0x80)), bytes(0))),
                Arguments.of(
                        "filter with a surrogate to give up", packet(0xA2, two(1), sized(bytes(0xED, 0xBF, 0xBF)))),
                Arguments.of("DUP with QoS 0", packet(0x38, text("a"))),
                Arguments.of("PUBLISH that ends in its topic", packet(0x30, bytes(0, 9, 'a'))),
                Arguments.of("SUBSCRIBE with the wrong flags", packet(0x80, two(1), text("a"), bytes(0))),
                Arguments.of("UNSUBSCRIBE with the wrong flags", packet(0xA0, two(1), text("a"))),
                Arguments.of("DISCONNECT with the wrong flags", packet(0xE1)),
                Arguments.of("PINGREQ with the wrong flags", packet(0xC2)),
                Arguments.of("PUBACK with the wrong flags", packet(0x42, two(1))),
                Arguments.of("subscription options of MQTT 5", packet(0x82, two(1), text("a"), bytes(0x04))),
                Arguments.of("acknowledgement with a reason", packet(0x40, two(1), bytes(0))),
                Arguments.of("DISCONNECT with a reason", packet(0xE0, bytes(0))),
                Arguments.of("SUBACK from a device", packet(0x90, two(1), bytes(0))),
                Arguments.of("topic with +", packet(0x30, text("a/+"))),
                Arguments.of("topic with #", packet(0x30, text("#"))),
                Arguments.of("empty topic", packet(0x30, text(""))),
                Arguments.of("topic of the server", packet(0x30, text("$SYS/a"))),
                Arguments.of("PUBLISH with packet id 0", packet(0x32, text("a"), two(0))),
                Arguments.of("PUBREL with packet id 0", packet(0x62, two(0))),
                Arguments.of("PUBREL with the wrong flags", packet(0x60, two(1))),
                Arguments.of("SUBSCRIBE with packet id 0", packet(0x82, two(0), text("a"), bytes(0))),
                Arguments.of("SUBSCRIBE without filter", packet(0x82, two(1))),
                Arguments.of("SUBSCRIBE to nothing", packet(0x82, two(1), text(""), bytes(0))),
                Arguments.of("SUBSCRIBE of QoS 3", packet(0x82, two(1), text("a"), bytes(3))),
                Arguments.of("SUBSCRIBE with misplaced #", packet(0x82, two(1), text("#/a"), bytes(0))),
                Arguments.of("UNSUBSCRIBE without filter", packet(0xA2, two(1))),
                Arguments.of("UNSUBSCRIBE with misplaced +", packet(0xA2, two(1), text("a+"))),
                Arguments.of("second CONNECT", mqtt3("odd").packetBytes()),
                Arguments.of("CONNACK from a device", packet(0x20, bytes(0, 0))),
                Arguments.of("PINGREQ with a body", packet(0xC0, bytes(1))),
                Arguments.of("packet type 0", packet(0x00)),
                Arguments.of("AUTH in MQTT 3.1.1", packet(0xF0)),
                Arguments.of("packet that is too large", packet(0x30, text("a"), new byte[5000])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("afterConnect")
    void mqtt3ConnectionIsClosed(String what, byte[] odd) {
        try (var device = broker.device(mqtt3("odd"))) {
            device.says(odd);

            device.isShut();
            assertThat(device.waiting()).isZero();
        }
    }

    static Stream<Arguments> afterConnect5() {
        return Stream.of(
                Arguments.of("PUBLISH of QoS 3", packet(0x36, text("a"), two(1), NO_PROPERTIES), 0x81),
                Arguments.of("unknown property", packet(0x30, text("a"), properties(property(0x7F, bytes(1)))), 0x81),
                Arguments.of("property twice", publish5(property(0x03, text("a")), property(0x03, text("a"))), 0x82),
                Arguments.of("property of CONNECT in PUBLISH", publish5(property(0x11, four(1))), 0x81),
                Arguments.of(
                        "properties that are longer than they say",
                        packet(0x30, text("a"), bytes(3, 2, 0, 0, 0, 1)),
                        0x81),
                Arguments.of("subscription identifier in PUBLISH", publish5(property(0x0B, bytes(1))), 0x82),
                Arguments.of("payload format 2", publish5(property(0x01, bytes(2))), 0x82),
                Arguments.of("response topic with a wildcard", publish5(property(0x08, text("a/#"))), 0x82),
                Arguments.of("response topic that is not UTF-8", publish5(property(0x08, sized(bytes(0xFF)))), 0x81),
                Arguments.of(
                        "content type with a surrogate",
                        publish5(property(0x03, sized(bytes(0xED, 0xA0, 0x80)))),
                        0x81),
                Arguments.of("user property with NUL", publish5(property(0x26, join(text("a"), text("\0")))), 0x81),
                Arguments.of(
                        "topic with a surrogate", packet(0x30, sized(bytes(0xED, 0xA0, 0x80)), NO_PROPERTIES), 0x81),
                Arguments.of("topic with NUL", packet(0x30, text("a\0b"), NO_PROPERTIES), 0x81),
                Arguments.of("topic with +", packet(0x30, text("a/+"), NO_PROPERTIES), 0x81),
                Arguments.of("filter with NUL", packet(0x82, two(1), NO_PROPERTIES, text("a\0"), bytes(0)), 0x81),
                Arguments.of("DUP with QoS 0", packet(0x38, text("a"), NO_PROPERTIES), 0x81),
                Arguments.of("remaining length in too many bytes", bytes(0x30, 0x84, 0, 0, 1, 'a', 0), 0x81),
                Arguments.of("packet id 0", packet(0x32, text("a"), two(0), NO_PROPERTIES), 0x81),
                Arguments.of("SUBSCRIBE without filter", packet(0x82, two(1), NO_PROPERTIES), 0x82),
                Arguments.of("UNSUBSCRIBE without filter", packet(0xA2, two(1), NO_PROPERTIES), 0x82),
                Arguments.of(
                        "reserved subscription options",
                        packet(0x82, two(1), NO_PROPERTIES, text("a"), bytes(0x80)),
                        0x81),
                Arguments.of("Retain Handling 3", packet(0x82, two(1), NO_PROPERTIES, text("a"), bytes(0x30)), 0x82),
                Arguments.of(
                        "No Local on a shared subscription",
                        packet(0x82, two(1), NO_PROPERTIES, text("$share/g/a"), bytes(4)),
                        0x82),
                Arguments.of(
                        "subscription identifier 0",
                        packet(0x82, two(1), properties(property(0x0B, bytes(0))), text("a"), bytes(0)),
                        0x82),
                Arguments.of(
                        "two subscription identifiers",
                        packet(
                                0x82,
                                two(1),
                                properties(property(0x0B, bytes(1)), property(0x0B, bytes(2))),
                                text("a"),
                                bytes(0)),
                        0x82),
                Arguments.of("unknown reason of PUBREC", packet(0x50, two(1), bytes(0x55)), 0x82),
                Arguments.of("unknown reason of DISCONNECT", packet(0xE0, bytes(0x55)), 0x82),
                Arguments.of("PUBREL with the wrong flags", packet(0x60, two(1)), 0x81),
                Arguments.of("DISCONNECT with the wrong flags", packet(0xE1), 0x81),
                Arguments.of(
                        "AUTH with the wrong flags",
                        packet(0xF1, bytes(0x18), properties(property(0x15, text("x")))),
                        0x81),
                Arguments.of("AUTH with an unknown reason", packet(0xF0, bytes(0x55), NO_PROPERTIES), 0x82),
                Arguments.of("topic alias 0", packet(0x30, text("a"), properties(property(0x23, two(0)))), 0x94),
                Arguments.of("topic alias 11", packet(0x30, text("a"), properties(property(0x23, two(11)))), 0x94),
                Arguments.of("unknown topic alias", packet(0x30, text(""), properties(property(0x23, two(1)))), 0x82),
                Arguments.of("no topic at all", packet(0x30, text(""), NO_PROPERTIES), 0x82),
                Arguments.of("topic of the server", packet(0x30, text("$a"), NO_PROPERTIES), 0x90),
                Arguments.of("misplaced #", packet(0x82, two(1), NO_PROPERTIES, text("a#"), bytes(0)), 0x8F),
                Arguments.of("$share/x", packet(0x82, two(1), NO_PROPERTIES, text("$share/x"), bytes(0)), 0x82),
                Arguments.of("$share//f", packet(0x82, two(1), NO_PROPERTIES, text("$share//f"), bytes(0)), 0x82),
                Arguments.of("$share/+/f", packet(0x82, two(1), NO_PROPERTIES, text("$share/+/f"), bytes(0)), 0x82),
                Arguments.of("second CONNECT", mqtt5("odd5").packetBytes(), 0x82),
                Arguments.of("AUTH that nobody asked for", packet(0xF0, bytes(0x18), NO_PROPERTIES), 0x82),
                Arguments.of("packet that is too large", packet(0x30, text("a"), NO_PROPERTIES, new byte[5000]), 0x95));
    }

    private static byte[] publish5(byte[]... itsProperties) {
        return packet(0x30, text("a"), properties(itsProperties));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("afterConnect5")
    void mqtt5ConnectionHearsWhyItIsClosed(String what, byte[] odd, int reason) {
        try (var device = broker.device(mqtt5("odd5"))) {
            device.says(odd);

            assertThat(device.next(Packet.DISCONNECT).reason()).isEqualTo(reason);
            device.isShut();
            assertThat(device.waiting()).isZero();
        }
    }

    static Stream<Arguments> insteadOfConnect() {
        return Stream.of(
                Arguments.of("HTTP", "GET / HTTP/1.1\r\n\r\n".getBytes()),
                Arguments.of("PUBLISH", packet(0x30, text("a"))),
                Arguments.of("PINGREQ", packet(0xC0)),
                Arguments.of("reserved flag", mqtt3("odd").flags(1).packetBytes()),
                Arguments.of("will QoS without will", mqtt3("odd").flags(0x08).packetBytes()),
                Arguments.of("will QoS 3", mqtt5("odd").will("a", "b", 3).packetBytes()),
                Arguments.of("another protocol", packet(0x10, text("HTTP"), bytes(4, 2), two(0), text("odd"))),
                Arguments.of(
                        "user name that is missing", mqtt3("odd").flags(0x80).packetBytes()),
                Arguments.of(
                        "client id that is not UTF-8",
                        packet(0x10, text("MQTT"), bytes(4, 2), two(0), sized(bytes(0xC0, 0x80)))),
                Arguments.of("client id with NUL", mqtt3("o\0dd").packetBytes()),
                Arguments.of("user name with NUL", mqtt3("odd").userName("\0").packetBytes()),
                Arguments.of(
                        "will topic with NUL", mqtt3("odd").will("a\0", "b", 0).packetBytes()),
                Arguments.of(
                        "password without user name",
                        join(packet(0x10, text("MQTT"), bytes(4, 0x42), two(0), text("odd"), text("p")))),
                Arguments.of("will that is missing", packet(0x10, text("MQTT"), bytes(4, 6), two(0), text("odd"))),
                Arguments.of(
                        "more than it says",
                        packet(0x10, text("MQTT"), bytes(4, 2), two(0), text("odd"), text("more"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("insteadOfConnect")
    void aConnectionThatDoesNotBeginWithAProperConnectIsClosed(String what, byte[] odd) {
        try (var device = broker.device()) {
            device.says(odd);

            device.isShut();
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("Receive Maximum 0", mqtt5("odd").receiveMaximum(0), 0x82),
                Arguments.of("Maximum Packet Size 0", mqtt5("odd").maximumPacketSize(0), 0x82),
                Arguments.of(
                        "Maximum Packet Size too small for CONNACK",
                        mqtt5("odd").maximumPacketSize(39),
                        0x95),
                Arguments.of("property twice", mqtt5("odd").sessionExpiry(1).sessionExpiry(1), 0x82),
                Arguments.of("property of PUBLISH", mqtt5("odd").with(property(0x23, two(1))), 0x81),
                Arguments.of("Request Problem Information 2", mqtt5("odd").with(property(0x17, bytes(2))), 0x82),
                Arguments.of("authentication data without method", mqtt5("odd").with(property(0x16, text("x"))), 0x82),
                Arguments.of("reserved flag", mqtt5("odd").flags(1), 0x81),
                Arguments.of("will QoS without will", mqtt5("odd").flags(0x08), 0x81),
                Arguments.of("will retained without will", mqtt5("odd").flags(0x20), 0x81),
                Arguments.of("will of QoS 3", mqtt5("odd").will("a", "b", 3), 0x81),
                Arguments.of("will with a wildcard", mqtt5("odd").will("a/+", "b", 0), 0x90),
                Arguments.of("will to the server's topics", mqtt5("odd").will("$SYS/a", "b", 0), 0x90),
                Arguments.of("will without topic", mqtt5("odd").will("", "b", 0), 0x90),
                Arguments.of("will with NUL in its topic", mqtt5("odd").will("a\0", "b", 0), 0x81),
                Arguments.of(
                        "will with a property of CONNECT",
                        mqtt5("odd").will("a", "b", 0).willWith(property(0x11, four(1))),
                        0x81),
                Arguments.of("client id with NUL", mqtt5("o\0dd"), 0x81),
                Arguments.of("user name with NUL", mqtt5("odd").userName("\0"), 0x81));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void anMqtt5DeviceHearsWhyItIsRefused(String what, Connect connect, int reason) {
        try (var device = broker.device()) {
            var answer = device.connects(connect);

            assertThat(answer.reason()).isEqualTo(reason);
            assertThat(answer.sessionPresent()).isFalse();
            device.isShut();
        }
    }

    @Test
    void whatFollowsARefusedConnectIsNotTaken() {
        try (var device = broker.device()) {
            device.speaks(mqtt5("too-late"));
            device.says(join(
                    mqtt5("too-late").receiveMaximum(0).packetBytes(),
                    mqtt5("too-late").packetBytes(),
                    device.publish("a", "x", 1, 1)));

            assertThat(device.next(Packet.CONNACK).reason()).isEqualTo(0x82);
            device.isShut();
            assertThat(broker.ingest().from("too-late")).isEmpty();
        }
    }

    @Test
    void anMqtt31DeviceWithoutClientIdIsRefusedByName() {
        try (var device = broker.device()) {
            assertThat(device.connects(Connect.mqtt(3, "")).reason()).isEqualTo(2);
            device.isShut();
        }
    }

    @Test
    void anUnknownProtocolVersionIsRefusedByName() {
        try (var device = broker.device()) {
            assertThat(device.connects(Connect.mqtt(9, "odd")).reason()).isEqualTo(1);
            device.isShut();
        }
    }

    @Test
    void mqtt3WithoutClientIdButWithASessionIsRefusedByName() {
        try (var device = broker.device()) {
            assertThat(device.connects(mqtt3("").goingOn()).reason()).isEqualTo(2);
            device.isShut();
        }
    }

    @Test
    void aDeviceWithoutClientIdIsGivenOne() {
        try (var old = broker.device();
                var young = broker.device()) {
            assertThat(old.connects(mqtt3("")).reason()).isZero();
            assertThat(new String(young.connects(mqtt5("")).body())).contains("sluice-");
        }
    }

    @Test
    void userNamesMayBeMissingOrEmpty() {
        try (var without = broker.device();
                var empty = broker.device();
                var named = broker.device()) {
            assertThat(without.connects(mqtt3("no-name")).reason()).isZero();
            assertThat(empty.connects(mqtt3("empty-name").userName("")).reason())
                    .isZero();
            assertThat(named.connects(mqtt5("with-name").userName("somebody")).reason())
                    .isZero();
            named.says(named.publish("a", "named", 1, 1));
            assertThat(broker.ingest().awaitFrom("with-name", 1).device().userName())
                    .isEqualTo("somebody");
        }
    }

    @Test
    void whoeverSaysNothingIsClosedAfterTheConnectTimeout() {
        var settings = waitingForConnect(Duration.ofMillis(500));
        try (var impatient = RunningBroker.with(RecordingIngest.storingAtOnce(), settings);
                var silent = impatient.device();
                var half = impatient.device()) {
            half.says(bytes(0x10, 20, 0));
            silent.isShut();
            half.isShut();
        }
    }

    @Test
    void whatWasSentBeforeTheOddPacketIsTaken() {
        try (var device = broker.device(mqtt3("before"))) {
            device.says(join(device.publish("a", "good", 1, 1), packet(0x36, text("a"), two(1))));

            device.isShut();
            assertThat(broker.ingest().from("before")).hasSize(1);
        }
    }
}
