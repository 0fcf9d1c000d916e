package dev.sluice.broker.decode;

import static dev.sluice.broker.fixture.Bytes.bytes;
import static dev.sluice.broker.fixture.Bytes.four;
import static dev.sluice.broker.fixture.Bytes.join;
import static dev.sluice.broker.fixture.Bytes.packet;
import static dev.sluice.broker.fixture.Bytes.properties;
import static dev.sluice.broker.fixture.Bytes.property;
import static dev.sluice.broker.fixture.Bytes.text;
import static dev.sluice.broker.fixture.Bytes.two;
import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.publish.CloseReason;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrictPacketsTest {

    private static final int MAXIMUM = 100_000;
    private static final byte[] NONE = properties();
    private static final byte[] METHOD = property(0x15, text("SCRAM"));

    private static byte[] user(String key, String value) {
        return property(0x26, join(text(key), text(value)));
    }

    private static byte[] connect(byte[] properties) {
        return packet(0x10, text("MQTT"), bytes(5, 2), two(0), properties, text("device"));
    }

    private static byte[] publish(byte[]... properties) {
        return packet(0x30, text("a"), properties(properties), bytes('x'));
    }

    static Stream<Arguments> allowed() {
        return Stream.of(
                Arguments.of(
                        "every property of CONNECT",
                        connect(properties(
                                property(0x11, four(1)),
                                property(0x21, two(1)),
                                property(0x27, four(1)),
                                property(0x22, two(0)),
                                property(0x19, bytes(1)),
                                property(0x17, bytes(0)),
                                METHOD,
                                property(0x16, text("x")),
                                user("k", "v"),
                                user("k", "v")))),
                Arguments.of(
                        "every property of PUBLISH",
                        publish(
                                property(0x01, bytes(1)),
                                property(0x02, four(0)),
                                property(0x23, two(3)),
                                property(0x08, text("answers")),
                                property(0x09, text("id")),
                                user("", ""),
                                user("k", "v"),
                                property(0x03, text("text/plain")))),
                Arguments.of("PUBACK without reason", packet(0x40, two(1))),
                Arguments.of("PUBACK with reason", packet(0x40, two(1), bytes(0x10))),
                Arguments.of(
                        "PUBREC with properties",
                        packet(0x50, two(1), bytes(0x97), properties(property(0x1F, text("full"))))),
                Arguments.of("PUBREL with reason", packet(0x62, two(1), bytes(0x92))),
                Arguments.of(
                        "SUBSCRIBE",
                        packet(
                                0x82,
                                two(1),
                                properties(property(0x0B, bytes(1)), user("k", "v")),
                                text("a"),
                                bytes(0x2E))),
                Arguments.of("UNSUBSCRIBE", packet(0xA2, two(1), properties(user("k", "v")), text("a"))),
                Arguments.of(
                        "DISCONNECT with everything",
                        packet(
                                0xE0,
                                bytes(4),
                                properties(property(0x11, four(5)), property(0x1F, text("why")), user("k", "v")))),
                Arguments.of("DISCONNECT with nothing", packet(0xE0)),
                Arguments.of("AUTH", packet(0xF0, bytes(0x18), properties(METHOD, property(0x16, text("x"))))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("allowed")
    void whatMqtt5AllowsPasses(String what, byte[] packet) {
        boolean first = packet[0] == 0x10;
        assertThat(reason(first ? packet : join(connect(NONE), packet))).isNull();
    }

    static Stream<Arguments> forbiddenInMqtt5() {
        var malformed = CloseReason.MALFORMED_PACKET;
        var error = CloseReason.PROTOCOL_ERROR;
        return Stream.of(
                Arguments.of("unknown property", publish(property(0x7F, bytes(1))), malformed),
                Arguments.of("property of another packet", publish(property(0x11, four(1))), malformed),
                Arguments.of(
                        "property of the server",
                        packet(0xE0, bytes(0), properties(property(0x1C, text("x")))),
                        malformed),
                Arguments.of("property twice", publish(property(0x03, text("a")), property(0x03, text("a"))), error),
                Arguments.of("subscription identifier in PUBLISH", publish(property(0x0B, bytes(1))), error),
                Arguments.of(
                        "subscription identifier 0",
                        packet(0x82, two(1), properties(property(0x0B, bytes(0))), text("a"), bytes(0)),
                        error),
                Arguments.of(
                        "two subscription identifiers",
                        packet(
                                0x82,
                                two(1),
                                properties(property(0x0B, bytes(1)), property(0x0B, bytes(2))),
                                text("a"),
                                bytes(0)),
                        error),
                Arguments.of("payload format 2", publish(property(0x01, bytes(2))), error),
                Arguments.of("response topic with +", publish(property(0x08, text("a/+"))), error),
                Arguments.of("response topic with #", publish(property(0x08, text("#"))), error),
                Arguments.of("empty response topic", publish(property(0x08, text(""))), error),
                Arguments.of(
                        "properties that end in one another",
                        packet(0x30, text("a"), bytes(3, 0x02, 0, 0, 0, 0)),
                        malformed),
                Arguments.of("properties beyond the packet", packet(0x30, text("a"), bytes(9, 0x01, 0)), malformed),
                Arguments.of("property length of two bytes for 0", packet(0x30, text("a"), bytes(0x80, 0)), malformed),
                Arguments.of("remaining length in two bytes", bytes(0x30, 0x84, 0, 0, 1, 'a', 0), malformed),
                Arguments.of("DUP with QoS 0", packet(0x38, text("a"), NONE), malformed),
                Arguments.of(
                        "reserved subscription option", packet(0x82, two(1), NONE, text("a"), bytes(0x40)), malformed),
                Arguments.of("subscription of QoS 3", packet(0x82, two(1), NONE, text("a"), bytes(3)), error),
                Arguments.of("Retain Handling 3", packet(0x82, two(1), NONE, text("a"), bytes(0x30)), error),
                Arguments.of("reason code of PUBACK", packet(0x40, two(1), bytes(0x01)), error),
                Arguments.of("reason code of PUBREL", packet(0x62, two(1), bytes(0x80)), error),
                Arguments.of("reason code of DISCONNECT", packet(0xE0, bytes(0x03)), error),
                Arguments.of("reason code of AUTH", packet(0xF0, bytes(0x00)), error),
                Arguments.of("AUTH without method", packet(0xF0, bytes(0x18), NONE), error));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forbiddenInMqtt5")
    void whatMqtt5ForbidsIsFound(String what, byte[] packet, CloseReason reason) {
        assertThat(reason(join(connect(NONE), packet))).isEqualTo(reason);
    }

    static Stream<Arguments> forbiddenInConnect() {
        return Stream.of(
                Arguments.of(
                        "Receive Maximum 0", connect(properties(property(0x21, two(0)))), CloseReason.PROTOCOL_ERROR),
                Arguments.of(
                        "Maximum Packet Size 0",
                        connect(properties(property(0x27, four(0)))),
                        CloseReason.PROTOCOL_ERROR),
                Arguments.of(
                        "Request Response Information 2",
                        connect(properties(property(0x19, bytes(2)))),
                        CloseReason.PROTOCOL_ERROR),
                Arguments.of(
                        "Request Problem Information 2",
                        connect(properties(property(0x17, bytes(2)))),
                        CloseReason.PROTOCOL_ERROR),
                Arguments.of(
                        "authentication data without method",
                        connect(properties(property(0x16, text("x")))),
                        CloseReason.PROTOCOL_ERROR),
                Arguments.of(
                        "session expiry twice",
                        connect(properties(property(0x11, four(1)), property(0x11, four(1)))),
                        CloseReason.PROTOCOL_ERROR),
                Arguments.of(
                        "property of PUBLISH",
                        connect(properties(property(0x23, two(1)))),
                        CloseReason.MALFORMED_PACKET),
                Arguments.of(
                        "property of the session in the will",
                        packet(
                                0x10,
                                text("MQTT"),
                                bytes(5, 6),
                                two(0),
                                NONE,
                                text("d"),
                                properties(property(0x11, four(1))),
                                text("a"),
                                text("b")),
                        CloseReason.MALFORMED_PACKET));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forbiddenInConnect")
    void whatConnectMustNotSayIsFound(String what, byte[] packet, CloseReason reason) {
        assertThat(reason(packet)).isEqualTo(reason);
    }

    static Stream<Arguments> forbiddenInMqtt3() {
        return Stream.of(
                Arguments.of("DUP with QoS 0", packet(0x38, text("a"))),
                Arguments.of("options of MQTT 5", packet(0x82, two(1), text("a"), bytes(0x04))),
                Arguments.of("PUBACK with a reason", packet(0x40, two(1), bytes(0))),
                Arguments.of("DISCONNECT with a reason", packet(0xE0, bytes(0))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forbiddenInMqtt3")
    void whatMqtt3ForbidsIsFound(String what, byte[] packet) {
        assertThat(reason(join(mqtt3("device").packetBytes(), packet))).isEqualTo(CloseReason.MALFORMED_PACKET);
    }

    /** The library alone would take the last two bytes of these properties for the beginning of the payload. */
    @Test
    void aShortPropertyBehindManyOthersIsNotTakenForPayload() {
        var long128 = user("k", "v".repeat(128));

        var message = (MqttPublishMessage) decoded(join(
                        connect(NONE),
                        publish(
                                long128,
                                user("a", "1"),
                                user("a", "2"),
                                property(0x23, two(3)),
                                property(0x01, bytes(1)))))
                .get(1);

        assertThat(message.payload().toString(StandardCharsets.UTF_8)).isEqualTo("x");
        var given = message.variableHeader().properties();
        assertThat(given.getProperty(MqttProperties.PAYLOAD_FORMAT_INDICATOR).value())
                .isEqualTo(1);
        assertThat(given.getProperty(MqttProperties.TOPIC_ALIAS).value()).isEqualTo(3);
        assertThat(((MqttProperties.UserProperties) given.getProperty(MqttProperties.USER_PROPERTY)).value())
                .extracting(pair -> pair.key + pair.value)
                .containsExactly("k" + "v".repeat(128), "a1", "a2");
    }

    @Test
    void aConnectWithManyPropertiesIsUnderstood() {
        var message = decoded(connect(properties(user("k", "v".repeat(128)), property(0x17, bytes(1)))))
                .get(0);

        assertThat(message.decoderResult().isSuccess()).isTrue();
    }

    @Test
    void packetsMayComeByteByByte() {
        var all = join(mqtt5("device").packetBytes(), publish(property(0x03, text("x"))), packet(0xC0));
        var channel = channel();
        for (byte one : all) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {one}));
        }
        assertThat(channel.inboundMessages()).hasSize(3);
        channel.inboundMessages().forEach(ReferenceCountUtil::release);
        channel.finish();
    }

    @Test
    void anUnknownVersionIsLeftToTheLibrary() {
        assertThat(decoded(Connect.mqtt(9, "device").packetBytes())
                        .get(0)
                        .decoderResult()
                        .isFailure())
                .isTrue();
    }

    private static EmbeddedChannel channel() {
        return new EmbeddedChannel(new StrictPackets(MAXIMUM), new MqttDecoder(MAXIMUM));
    }

    private static List<MqttMessage> decoded(byte[] bytes) {
        var channel = channel();
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        var all = new ArrayList<MqttMessage>();
        for (MqttMessage next = channel.readInbound(); next != null; next = channel.readInbound()) {
            all.add(next);
        }
        channel.finishAndReleaseAll();
        return all;
    }

    /** Null where everything was allowed. */
    private static CloseReason reason(byte[] bytes) {
        var all = decoded(bytes);
        var last = all.get(all.size() - 1).decoderResult();
        all.forEach(ReferenceCountUtil::release);
        if (last.isSuccess()) {
            return null;
        }
        return last.cause() instanceof ForbiddenPacketException forbidden ? forbidden.reason() : CloseReason.NOT_STORED;
    }
}
