package dev.sluice.broker.moquette;

import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.util.IllegalReferenceCountException;

/** A message with an acknowledgement on its way out of Moquette: as Moquette sends it, or once more by ourselves. */
final class OutboundPublish {

    private final QueuedMessage message;
    /** Moquette's, or null. */
    private final MqttPublishMessage sent;

    private final ChannelPromise promise;

    OutboundPublish(QueuedMessage message, MqttPublishMessage sent, ChannelPromise promise) {
        this.message = message;
        this.sent = sent;
        this.promise = promise;
    }

    /** One that the device has not answered on an earlier connection. */
    OutboundPublish(QueuedMessage message, ChannelPromise promise) {
        this(message, null, promise);
    }

    QueuedMessage message() {
        return message;
    }

    ChannelPromise promise() {
        return promise;
    }

    int moquetteId() {
        return message.sent().moquetteId;
    }

    /** With a payload to be released by the caller; null when the session and with it the payload has gone. */
    MqttPublishMessage packet() {
        if (sent != null) {
            return packet(
                    sent,
                    sent.fixedHeader().isDup(),
                    sent.variableHeader().packetId(),
                    sent.variableHeader().properties());
        }
        try {
            var header = new MqttFixedHeader(MqttMessageType.PUBLISH, true, message.getPublishingQos(), false, 0);
            return new MqttPublishMessage(
                    header,
                    new MqttPublishVariableHeader(message.getTopic().toString(), 1, message.propertiesNow()),
                    message.getPayload().retainedDuplicate());
        } catch (IllegalReferenceCountException released) {
            return null;
        }
    }

    private MqttPublishMessage packet(
            MqttPublishMessage from, boolean duplicate, int packetId, MqttProperties properties) {
        return new MqttPublishMessage(
                new MqttFixedHeader(
                        MqttMessageType.PUBLISH, duplicate, from.fixedHeader().qosLevel(), message.isRetained(), 0),
                new MqttPublishVariableHeader(
                        from.variableHeader().topicName(), packetId, QueuedMessage.withoutMark(properties)),
                from.payload());
    }

    /** @param packet what {@link #packet()} gave */
    MqttPublishMessage toDevice(OutboundWindow.Sending as, MqttPublishMessage packet) {
        return packet(packet, as.again(), as.packetId(), packet.variableHeader().properties());
    }

    void drop() {
        if (sent != null) {
            sent.release();
        }
        promise.trySuccess();
    }
}
