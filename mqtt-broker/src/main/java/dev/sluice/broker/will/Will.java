package dev.sluice.broker.will;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttProperties;

/**
 * What a device wants published when it is lost.
 *
 * @param delaySeconds how long to wait for the device to come back, 0 for MQTT 3.1.1
 * @param properties those of the PUBLISH to be: the will's own without the delay
 */
public record Will(
        String topic, byte[] payload, int qos, boolean retained, long delaySeconds, MqttProperties properties) {

    /** How long it waits for its device, 0 for not at all: a session that ends before does not let it wait (MQTT 5.0 §3.1.3.2.2). */
    public long delaySecondsWithin(long sessionExpirySeconds) {
        return Math.min(delaySeconds, sessionExpirySeconds);
    }

    /** The will in this CONNECT, or null. */
    public static Will in(MqttConnectMessage connect) {
        if (!connect.variableHeader().isWillFlag()) {
            return null;
        }
        var given = connect.payload().willProperties();
        var kept = new MqttProperties();
        long delay = 0;
        for (var property : given.listAll()) {
            if (property.propertyId() == MqttProperties.WILL_DELAY_INTERVAL) {
                delay = Integer.toUnsignedLong(((MqttProperties.IntegerProperty) property).value());
            } else {
                kept.add(property);
            }
        }
        var header = connect.variableHeader();
        return new Will(
                connect.payload().willTopic(),
                connect.payload().willMessageInBytes(),
                header.willQos(),
                header.isWillRetain(),
                delay,
                kept);
    }
}
