package dev.sluice.bridge.source;

import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.mapping.message.DeviceMessage;

/**
 * A message plus the one way to settle it. Nothing else may acknowledge.
 *
 * @param packetId of a message of QoS 1 or 2 whose device will send it again under this id, 1 to 65,535; otherwise 0
 * @param hearsReasons whether the device can be told why a message is refused (MQTT 5)
 */
public record Delivery(DeviceMessage message, int packetId, HeldAck ack, boolean hearsReasons) {

    /** Says how the message ended; from any thread, the first time counts. */
    public void settle(Settlement settlement) {
        ack.settle(settlement);
    }
}
