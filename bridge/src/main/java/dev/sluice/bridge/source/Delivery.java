package dev.sluice.bridge.source;

import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.mapping.message.DeviceMessage;

/**
 * A message plus the one way to settle it. Nothing else may acknowledge.
 *
 * @param hearsReasons whether the device can be told why a message is refused (MQTT 5)
 */
public record Delivery(DeviceMessage message, HeldAck ack, boolean hearsReasons) {

    /** Says how the message ended; from any thread, the first time counts. */
    public void settle(Settlement settlement) {
        ack.settle(settlement);
    }
}
