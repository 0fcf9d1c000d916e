package dev.sluice.broker.publish;

import io.netty.handler.codec.mqtt.MqttProperties;

/**
 * One PUBLISH, or a will, as it came: topic aliases are resolved, the payload is the receiver's to keep.
 *
 * @param qos 0, 1 or 2
 * @param packetId 1 to 65,535; 0 for QoS 0 and wills
 * @param duplicate the DUP flag (MQTT 5.0 §3.3.1.1)
 * @param eventId new per PUBLISH; the same for a resend that the session still knows as unacknowledged
 * @param receivedAtMillis wall clock, milliseconds since the epoch
 * @param properties MQTT 5 properties of the packet; empty for MQTT 3.1.1
 * @param will whether this is a will that the broker publishes for a device that is gone
 */
public record ReceivedPublish(
        String topic,
        byte[] payload,
        int qos,
        int packetId,
        boolean retained,
        boolean duplicate,
        String eventId,
        long receivedAtMillis,
        MqttProperties properties,
        boolean will) {}
