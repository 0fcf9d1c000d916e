package dev.sluice.broker.moquette;

import io.moquette.broker.MoquetteKernel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;

/**
 * Stands between Moquette and the gate, and lends each message for the device the packet id of its session's {@link
 * OutboundWindow}. One per connection, on its event loop.
 */
final class OutboundPackets extends ChannelDuplexHandler {

    private final KeptQueues queues;
    private OutboundWindow window;

    OutboundPackets(KeptQueues queues) {
        this.queues = queues;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object packet, ChannelPromise promise) {
        if (packet instanceof MqttPublishMessage publish) {
            ctx.write(toDevice(publish), promise);
        } else if (packet instanceof MqttMessage message && type(message) == MqttMessageType.PUBREL) {
            released(ctx, message, promise);
        } else {
            if (packet instanceof MqttConnAckMessage connAck
                    && connAck.variableHeader().connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
                connected(ctx, promise);
            }
            ctx.write(packet, promise);
        }
    }

    private static MqttMessageType type(MqttMessage message) {
        return message.fixedHeader().messageType();
    }

    private void connected(ChannelHandlerContext ctx, ChannelPromise promise) {
        window = queues.window(MoquetteKernel.clientId(ctx.channel()));
        if (window == null) {
            return;
        }
        MoquetteKernel.continuePacketIds(ctx.channel(), window.lastMoquetteId());
        var releasable = window.releasable();
        if (!releasable.isEmpty()) {
            promise.addListener(sent -> releasable.forEach(id -> release(ctx, id)));
        }
    }

    private MqttPublishMessage toDevice(MqttPublishMessage packet) {
        var header = packet.variableHeader();
        var message = QueuedMessage.in(header.properties());
        if (message == null) {
            return packet; // QoS 0
        }
        var sending = message.queue().window().send(message, header.packetId());
        return new MqttPublishMessage(
                new MqttFixedHeader(
                        MqttMessageType.PUBLISH,
                        sending.again(),
                        packet.fixedHeader().qosLevel(),
                        message.isRetained(),
                        0),
                new MqttPublishVariableHeader(
                        header.topicName(), sending.packetId(), QueuedMessage.withoutMark(header.properties())),
                packet.payload());
    }

    private void released(ChannelHandlerContext ctx, MqttMessage packet, ChannelPromise promise) {
        int deviceId = window == null ? 0 : window.deviceId(packetId(packet));
        if (deviceId == 0) {
            promise.setSuccess();
        } else {
            ctx.write(packet(MqttMessageType.PUBREL, deviceId), promise);
        }
    }

    private static void release(ChannelHandlerContext ctx, int deviceId) {
        ctx.writeAndFlush(packet(MqttMessageType.PUBREL, deviceId));
    }

    private static MqttMessage packet(MqttMessageType type, int packetId) {
        var qos = type == MqttMessageType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
        return new MqttMessage(
                new MqttFixedHeader(type, false, qos, false, 0), MqttMessageIdVariableHeader.from(packetId));
    }

    private static int packetId(MqttMessage packet) {
        return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        if (window == null || !(packet instanceof MqttMessage message)) {
            ctx.fireChannelRead(packet);
            return;
        }
        switch (type(message)) {
            case PUBACK, PUBCOMP -> toMoquette(ctx, message, window.acknowledged(packetId(message)));
            case PUBREC -> {
                int deviceId = packetId(message);
                int moquetteId = window.received(deviceId);
                if (moquetteId == 0) {
                    release(ctx, deviceId);
                } else {
                    toMoquette(ctx, message, moquetteId);
                }
            }
            default -> ctx.fireChannelRead(packet);
        }
    }

    /** Moquette has no use for reason codes. An id that it does not know is not for it. */
    private static void toMoquette(ChannelHandlerContext ctx, MqttMessage packet, int moquetteId) {
        if (moquetteId != 0) {
            ctx.fireChannelRead(packet(type(packet), moquetteId));
        }
    }
}
