package dev.sluice.broker.moquette;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;

/**
 * Messages as bytes: PUBLISH packets of MQTT 5 (§3.3), so that what is stored has a specification. Netty's codec only
 * works inside a channel, so each thread has one that leads nowhere.
 */
final class PublishBytes {

    private static final AttributeKey<MqttVersion> VERSION = AttributeKey.valueOf("NETTY_CODEC_MQTT_VERSION");
    private static final int LARGEST = 256 * 1024 * 1024;
    private static final ThreadLocal<EmbeddedChannel> ENCODER =
            ThreadLocal.withInitial(() -> channel(MqttEncoder.INSTANCE));

    private PublishBytes() {}

    private static EmbeddedChannel channel(ChannelHandler codec) {
        var channel = new EmbeddedChannel(codec);
        channel.attr(VERSION).set(MqttVersion.MQTT_5);
        return channel;
    }

    /**
     * @param packetId 1 to 65,535, or anything at QoS 0
     * @param payload is read from its reader index on and otherwise left alone
     */
    static byte[] of(
            String topic, MqttQoS qos, boolean retained, int packetId, MqttProperties properties, ByteBuf payload) {
        var channel = ENCODER.get();
        channel.writeOutbound(new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, false, qos, retained, 0),
                new MqttPublishVariableHeader(topic, packetId, properties),
                payload.retainedDuplicate()));
        var packet = Unpooled.buffer(payload.readableBytes() + 64);
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            packet.writeBytes(part);
            part.release();
        }
        return ByteBufUtil.getBytes(packet);
    }

    /** The packet in {@code bytes}, with a payload that nobody has to release. */
    static MqttPublishMessage read(byte[] bytes) {
        var channel = channel(new MqttDecoder(LARGEST));
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(bytes));
            if (channel.readInbound() instanceof MqttPublishMessage packet
                    && packet.decoderResult().isSuccess()) {
                var payload = Unpooled.wrappedBuffer(ByteBufUtil.getBytes(packet.payload()));
                packet.release();
                return new MqttPublishMessage(packet.fixedHeader(), packet.variableHeader(), payload);
            }
            throw new IllegalStateException("a stored message is not a PUBLISH packet");
        } finally {
            channel.finishAndReleaseAll();
        }
    }
}
