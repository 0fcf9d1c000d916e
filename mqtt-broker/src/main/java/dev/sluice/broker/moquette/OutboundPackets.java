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
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * Stands between Moquette and the gate, and sends the device what waits for it: with packet ids of its session's {@link OutboundWindow}, no more
 * unanswered messages than it takes, and none that is too large for it. What it left unanswered on the connection before comes first and in its order;
 * Moquette resends in that of a hash table, and drops what the socket does not take at once. One per connection, on its event loop.
 */
final class OutboundPackets extends ChannelDuplexHandler {

    private static final long UNLIMITED = Long.MAX_VALUE;
    private static final int FIRST_REFUSAL = 0x80;

    private final KeptQueues queues;
    private final SendQuota quota = new SendQuota();
    private final ArrayDeque<OutboundPublish> waiting = new ArrayDeque<>(0);
    private ChannelHandlerContext context;
    private OutboundWindow window;
    private long largestPacket = UNLIMITED;
    private boolean ready;
    /** Sent again by us, and not yet by Moquette. */
    private final Set<QueuedMessage> replayed = new HashSet<>(0);

    OutboundPackets(KeptQueues queues) {
        this.queues = queues;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** What the device can take, in messages and in bytes. */
    void takes(int receiveMaximum, long maximumPacketSize) {
        quota.atMost(receiveMaximum);
        largestPacket = maximumPacketSize;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object packet, ChannelPromise promise) {
        if (packet instanceof MqttPublishMessage publish) {
            publish(publish, promise);
        } else if (packet instanceof MqttMessage message && type(message) == MqttMessageType.PUBREL) {
            promise.setSuccess(); // ours leaves as soon as PUBREC has come
        } else {
            if (packet instanceof MqttConnAckMessage connAck
                    && connAck.variableHeader().connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
                connected();
            }
            ctx.write(packet, promise);
        }
    }

    private static MqttMessageType type(MqttMessage message) {
        return message.fixedHeader().messageType();
    }

    private void connected() {
        window = queues.window(MoquetteKernel.clientId(context.channel()));
        if (window == null) {
            return;
        }
        MoquetteKernel.continuePacketIds(context.channel(), window.lastMoquetteId());
        var again = window.unanswered();
        replayed.addAll(again);
        again.forEach(message -> waiting.add(new OutboundPublish(message, context.newPromise())));
    }

    /** The device has its CONNACK, and Moquette takes its answers. */
    void ready() {
        ready = true;
        if (window != null) {
            window.releasable().forEach(this::release);
            sendWaiting();
            context.flush();
        }
    }

    private void publish(MqttPublishMessage packet, ChannelPromise promise) {
        var message = QueuedMessage.in(packet.variableHeader().properties());
        if (message == null && isTooLarge(packet) || message != null && replayed.remove(message)) {
            packet.release();
            promise.setSuccess();
        } else if (message == null) {
            context.write(packet, promise);
        } else {
            message.queue().window().handedOver(message, packet.variableHeader().packetId());
            waiting.add(new OutboundPublish(message, packet, promise));
            sendWaiting();
        }
    }

    private boolean isTooLarge(MqttPublishMessage packet) {
        return largestPacket != UNLIMITED && PacketSize.of(packet) > largestPacket;
    }

    private void sendWaiting() {
        while (ready
                && !waiting.isEmpty()
                && !quota.isUsedUp()
                && context.channel().isWritable()) {
            send(waiting.poll());
        }
    }

    private void send(OutboundPublish next) {
        var message = next.message();
        if (message.isAnswered()) { // the device was faster than we
            next.drop();
            return;
        }
        var packet = next.packet();
        if (packet == null) {
            next.drop(); // its session is over
        } else if (isTooLarge(packet)) {
            packet.release();
            next.promise().setSuccess();
            skip(next);
        } else {
            var sending = message.queue().window().send(message);
            quota.sent(sending.packetId());
            context.write(next.toDevice(sending, packet), next.promise());
        }
    }

    /** MQTT 5.0 §3.1.2.11.4: as if it had been sent, and answered. */
    private void skip(OutboundPublish publish) {
        var message = publish.message();
        int moquetteId = publish.moquetteId();
        message.queue().window().skip(message);
        if (message.getPublishingQos() == MqttQoS.EXACTLY_ONCE) {
            completed(moquetteId);
        } else {
            toMoquette(MqttMessageType.PUBACK, moquetteId);
        }
    }

    private void completed(int moquetteId) {
        toMoquette(MqttMessageType.PUBREC, moquetteId);
        toMoquette(MqttMessageType.PUBCOMP, moquetteId);
    }

    private void release(int deviceId) {
        context.writeAndFlush(packet(MqttMessageType.PUBREL, deviceId));
    }

    static MqttMessage packet(MqttMessageType type, int packetId) {
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
        } else {
            switch (type(message)) {
                case PUBACK, PUBCOMP -> acknowledged(message);
                case PUBREC -> received(message);
                default -> ctx.fireChannelRead(packet);
            }
        }
    }

    private void acknowledged(MqttMessage packet) {
        int deviceId = packetId(packet);
        quota.answered(deviceId);
        toMoquette(type(packet), window.acknowledged(deviceId));
        sendWaiting();
        context.flush();
    }

    private void received(MqttMessage packet) {
        int deviceId = packetId(packet);
        if (packet.variableHeader() instanceof MqttPubReplyMessageVariableHeader reply
                && Byte.toUnsignedInt(reply.reasonCode()) >= FIRST_REFUSAL) {
            quota.answered(deviceId);
            completed(window.acknowledged(deviceId));
            sendWaiting();
            context.flush();
        } else {
            toMoquette(MqttMessageType.PUBREC, window.received(deviceId));
            release(deviceId);
        }
    }

    /** Moquette has no use for reason codes. An id that it does not know is not for it. */
    private void toMoquette(MqttMessageType type, int moquetteId) {
        if (moquetteId != 0) {
            context.fireChannelRead(packet(type, moquetteId));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!waiting.isEmpty()) {
            sendWaiting();
            ctx.flush();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ready = false;
        waiting.forEach(OutboundPublish::drop);
        waiting.clear();
        ctx.fireChannelInactive();
    }
}
