package dev.sluice.mapping.message;

import java.util.Objects;

/**
 * One message as a device sent it. Never changes after it is made: the payload array belongs to the message and nobody writes to it.
 *
 * @param topic MQTT topic name, aliases already resolved
 * @param clientId who published it; empty only if the source has no such notion
 * @param qos 0, 1 or 2
 * @param retained the RETAIN flag of the PUBLISH
 * @param duplicate the DUP flag of the PUBLISH
 * @param payload the bytes as they came, possibly none
 * @param receivedAtMillis time of arrival, milliseconds since the epoch
 * @param eventId new per PUBLISH; the same for a resend that the session still knows as unacknowledged
 * @param properties MQTT 5 properties, {@link MessageProperties#NONE} for MQTT 3.1.1
 */
public record DeviceMessage(
        String topic,
        String clientId,
        int qos,
        boolean retained,
        boolean duplicate,
        byte[] payload,
        long receivedAtMillis,
        String eventId,
        MessageProperties properties) {

    public DeviceMessage {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(properties, "properties");
    }
}
