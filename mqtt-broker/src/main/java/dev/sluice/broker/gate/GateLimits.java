package dev.sluice.broker.gate;

import java.time.Duration;

/**
 * What the gate allows a connection.
 *
 * @param inFlightPerClient QoS 1 and 2 messages that a device may have unanswered; told to MQTT 5 devices as Receive
 *     Maximum
 * @param deliveryDeadline how long an acknowledgement may be withheld
 * @param refuseOnDeadline whether MQTT 5 devices then hear 0x97 instead of being disconnected
 */
public record GateLimits(int inFlightPerClient, Duration deliveryDeadline, boolean refuseOnDeadline) {}
