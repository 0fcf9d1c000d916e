package dev.sluice.broker.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, in whatever pieces: with our decoder in front the library's gives what it gives alone. */
class PublishDecoderTest {

    private static final int MAXIMUM = 2000;
    private static final String[] TOPICS = {
        "a",
        "devices/north/d7/telemetry",
        "$SYS/x",
        "a b",
        "größe/ü",
        "a/+/b",
        "a/#",
        "tab\there",
        "nul\0",
        "",
        "\uD83D\uDE00",
        "~",
        "x\u007F"
    };

    @Property(tries = 1000)
    void streamsOfPacketsMeanTheSame(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int piece) {
        var random = new Random(seed);
        assertSame(stream(random), piece, random);
    }

    @Property(tries = 1500)
    void damagedStreamsMeanTheSame(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int piece) {
        var random = new Random(seed);
        var bytes = stream(random);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        // The library refuses some packets before their payload is there: so everything is there in the end.
        assertSame(Arrays.copyOf(bytes, bytes.length + MAXIMUM + 10), piece, random);
    }

    @Test
    void ordinaryPublishesOfOneTopicShareItsNameAndOwnTheirPayload() {
        var ours = new PublishDecoder(MAXIMUM);
        var channel = new EmbeddedChannel(ours, new MqttDecoder(MAXIMUM), ours.witness());
        channel.writeInbound(encoded(connect(MqttVersion.MQTT_3_1_1)));
        channel.releaseInbound();

        channel.writeInbound(encoded(publish("a/b", MqttQoS.AT_LEAST_ONCE, 7, new byte[] {1, 2}, false)));
        channel.writeInbound(encoded(publish("a/b", MqttQoS.AT_MOST_ONCE, 0, new byte[0], true)));

        MqttPublishMessage first = channel.readInbound();
        MqttPublishMessage second = channel.readInbound();
        assertThat(first.variableHeader().packetId()).isEqualTo(7);
        assertThat(first.payload().array()).containsExactly(1, 2);
        assertThat(second.fixedHeader().isRetain()).isTrue();
        assertThat(second.variableHeader().topicName())
                .isSameAs(first.variableHeader().topicName());
    }

    @Test
    void aLongTopicIsNotRemembered() {
        var ours = new PublishDecoder(MAXIMUM);
        var channel = new EmbeddedChannel(ours, new MqttDecoder(MAXIMUM), ours.witness());
        channel.writeInbound(encoded(connect(MqttVersion.MQTT_3_1_1)));
        channel.releaseInbound();

        var topic = "x".repeat(257);
        channel.writeInbound(encoded(publish(topic, MqttQoS.AT_LEAST_ONCE, 7, new byte[0], false)));
        channel.writeInbound(encoded(publish(topic, MqttQoS.AT_LEAST_ONCE, 8, new byte[0], false)));

        MqttPublishMessage first = channel.readInbound();
        MqttPublishMessage second = channel.readInbound();
        assertThat(second.variableHeader().topicName())
                .isEqualTo(topic)
                .isNotSameAs(first.variableHeader().topicName());
    }

    @Test
    void nothingIsDecodedBeforeConnectHasSaidTheVersion() {
        var channel = new EmbeddedChannel(new PublishDecoder(MAXIMUM));

        channel.writeInbound(encoded(publish("a/b", MqttQoS.AT_LEAST_ONCE, 7, new byte[] {1, 2}, false)));

        assertThat(channel.<Object>readInbound()).isInstanceOf(ByteBuf.class).satisfies(ReferenceCountUtil::release);
    }

    /** Or, where a packet's content is longer than the packet, the same up to there, and then a complaint. */
    private static void assertSame(byte[] bytes, int piece, Random random) {
        long cuts = random.nextLong();
        var expected = decoded(bytes, piece, cuts, new MqttDecoder(MAXIMUM));
        var ours = new PublishDecoder(MAXIMUM);
        var said = decoded(bytes, piece, cuts, ours, new MqttDecoder(MAXIMUM), ours.witness());
        int last = said.size() - 1;
        if (last >= 0 && said.get(last).equals("failed CorruptedFrameException")) {
            assertThat(said.subList(0, last))
                    .isEqualTo(expected.stream().limit(last).toList());
        } else {
            assertThat(said).isEqualTo(expected);
        }
    }

    @Test
    void packetThatEndsBeforeItsContentIsNotFedWithTheNext() {
        var ours = new PublishDecoder(MAXIMUM);
        var channel = new EmbeddedChannel(ours, new MqttDecoder(MAXIMUM), ours.witness());
        channel.writeInbound(encoded(connect(MqttVersion.MQTT_5)));
        channel.releaseInbound();

        // PUBLISH to "a" whose properties claim 100 bytes; then an ordinary one.
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {0x30, 5, 0, 1, 'a', 100, 1}));
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {0x30, 4, 0, 1, 'a', 0}));

        MqttMessage complaint = channel.readInbound();
        assertThat(complaint.decoderResult().isFailure()).isTrue();
        assertThat(channel.<Object>readInbound()).isNull();
    }

    private static List<String> decoded(byte[] bytes, int piece, long cuts, ChannelHandler... handlers) {
        var random = new Random(cuts);
        var channel = new EmbeddedChannel(handlers);
        var said = new ArrayList<String>();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(piece));
            channel.writeInbound(Unpooled.copiedBuffer(bytes, at, length));
            at += length;
            for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
                said.add(described((MqttMessage) message));
                ReferenceCountUtil.release(message);
                if (said.get(said.size() - 1).startsWith("failed")) {
                    channel.finishAndReleaseAll();
                    return said; // the guard closes the connection here
                }
            }
        }
        channel.finishAndReleaseAll();
        return said;
    }

    private static String described(MqttMessage message) {
        if (message.decoderResult().isFailure()) {
            return "failed " + message.decoderResult().cause().getClass().getSimpleName();
        }
        var header = message.fixedHeader();
        if (message instanceof MqttPublishMessage publish) {
            return header + " " + publish.variableHeader().topicName() + " "
                    + publish.variableHeader().packetId() + " "
                    + publish.variableHeader().properties().listAll().size() + " "
                    + ByteBufUtil.hexDump(publish.payload());
        }
        return header.toString();
    }

    private static byte[] stream(Random random) {
        var stream = new ByteArrayOutputStream();
        var versions = MqttVersion.values();
        stream.writeBytes(bytes(connect(versions[random.nextInt(versions.length)])));
        for (int i = random.nextInt(12); i > 0; i--) {
            stream.writeBytes(packet(random));
        }
        return stream.toByteArray();
    }

    private static byte[] packet(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> bytes(MqttMessage.PINGREQ);
            case 1 ->
                bytes(MqttMessageBuilders.subscribe()
                        .messageId(1 + random.nextInt(65535))
                        .addSubscription(MqttQoS.AT_LEAST_ONCE, "a/#")
                        .build());
            default -> {
                var payload = new byte[random.nextInt(random.nextInt(20) == 0 ? 3000 : 300)];
                random.nextBytes(payload);
                yield raw(random, payload);
            }
        };
    }

    /** Written by hand, so that it may be wrong: the library's encoder has opinions. */
    private static byte[] raw(Random random, byte[] payload) {
        var topic = TOPICS[random.nextInt(3) == 0 ? random.nextInt(TOPICS.length) : 1].getBytes(StandardCharsets.UTF_8);
        int flags = random.nextInt(4) == 0 ? random.nextInt(16) : 2 | random.nextInt(2);
        var body = Unpooled.buffer();
        body.writeShort(topic.length).writeBytes(topic);
        if ((flags & 6) != 0) {
            body.writeShort(random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(65535));
        }
        switch (random.nextInt(3)) {
            case 0 -> body.writeByte(0);
            case 1 -> body.writeByte(5).writeByte(2).writeInt(60); // message expiry, or payload to MQTT 3.1.1
            default -> {}
        }
        body.writeBytes(payload);
        var packet = Unpooled.buffer().writeByte(0x30 | flags);
        int length = body.readableBytes();
        do {
            packet.writeByte(length % 128 | (length >= 128 ? 128 : 0));
            length /= 128;
        } while (length > 0);
        return ByteBufUtil.getBytes(packet.writeBytes(body));
    }

    private static MqttMessage connect(MqttVersion version) {
        return MqttMessageBuilders.connect()
                .clientId("d7")
                .protocolVersion(version)
                .cleanSession(true)
                .build();
    }

    private static MqttMessage publish(String topic, MqttQoS qos, int packetId, byte[] payload, boolean retained) {
        return MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(qos)
                .messageId(packetId)
                .retained(retained)
                .payload(Unpooled.wrappedBuffer(payload))
                .build();
    }

    private static ByteBuf encoded(MqttMessage message) {
        return Unpooled.wrappedBuffer(bytes(message));
    }

    private static byte[] bytes(MqttMessage message) {
        var channel = new EmbeddedChannel(MqttEncoder.INSTANCE);
        channel.writeOutbound(message);
        var out = Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            out.writeBytes(part);
            part.release();
        }
        channel.finishAndReleaseAll();
        return ByteBufUtil.getBytes(out);
    }
}
