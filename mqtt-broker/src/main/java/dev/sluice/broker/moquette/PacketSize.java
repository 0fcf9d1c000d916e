package dev.sluice.broker.moquette;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;

/** How many bytes an MQTT 5 PUBLISH has on the wire, fixed header included (MQTT 5.0 §3.3). */
final class PacketSize {

    private PacketSize() {}

    static long of(MqttPublishMessage packet) {
        return of(
                packet.variableHeader().topicName(),
                packet.fixedHeader().qosLevel().value(),
                packet.variableHeader().properties(),
                packet.payload().readableBytes());
    }

    static long of(String topic, int qos, MqttProperties properties, int payloadBytes) {
        long propertyBytes = 0;
        for (var property : properties.listAll()) {
            propertyBytes += of(property);
        }
        long remaining = text(topic) + (qos > 0 ? 2 : 0) + variable(propertyBytes) + propertyBytes + payloadBytes;
        return 1 + variable(remaining) + remaining;
    }

    private static long text(String value) {
        return 2 + ByteBufUtil.utf8Bytes(value);
    }

    private static int variable(long value) {
        return value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : 4;
    }

    private static long of(MqttProperty<?> property) {
        if (property instanceof UserProperties all) {
            return all.value().stream()
                    .mapToLong(pair -> 1 + text(pair.key) + text(pair.value))
                    .sum();
        }
        if (property instanceof StringProperty string) {
            return 1 + text(string.value());
        }
        if (property instanceof BinaryProperty binary) {
            return 1 + 2 + binary.value().length;
        }
        return 1
                + switch (property.propertyId()) {
                    case MqttProperties.PAYLOAD_FORMAT_INDICATOR -> 1;
                    case MqttProperties.SUBSCRIPTION_IDENTIFIER -> variable((Integer) property.value());
                    default -> 4;
                };
    }
}
