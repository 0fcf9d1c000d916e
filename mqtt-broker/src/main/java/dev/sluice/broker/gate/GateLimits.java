package dev.sluice.broker.gate;

import java.time.Duration;

/**
 * What the gate allows a connection.
 *
 * @param inFlightPerClient QoS 1 and 2 messages that a device may have unanswered; told to MQTT 5 devices as Receive
 *     Maximum
 * @param deliveryDeadline how long an acknowledgement may be withheld
 * @param refuseOnDeadline whether MQTT 5 devices then hear 0x97 instead of being disconnected
 * @param messagesPerSecond beyond which a connection is not read for a moment, 0 for no limit
 * @param bytesPerSecond the same for payloads
 */
public record GateLimits(
        int inFlightPerClient,
        Duration deliveryDeadline,
        boolean refuseOnDeadline,
        long messagesPerSecond,
        long bytesPerSecond) {

    /** Without a limit to the rate. */
    public GateLimits(int inFlightPerClient, Duration deliveryDeadline, boolean refuseOnDeadline) {
        this(inFlightPerClient, deliveryDeadline, refuseOnDeadline, 0, 0);
    }
}
