package dev.sluice.simulator.fleet;

import dev.sluice.simulator.endpoint.BrokerAddress;
import dev.sluice.simulator.endpoint.TlsSettings;

/**
 * How a device connects.
 *
 * @param qos the highest quality of service of any of its messages and greetings: 0, 1 or 2
 * @param inFlight unacknowledged messages a device may have, 1 to 65,535; fewer if the broker announces a smaller Receive Maximum
 * @param reconnect whether a device that lost its connection comes back
 * @param seed of the delays before it does, and of its mishaps
 */
public record LinkSettings(
        BrokerAddress address,
        TlsSettings tls,
        MqttVersion version,
        int qos,
        SessionKind session,
        int inFlight,
        boolean reconnect,
        int keepAliveSeconds,
        long seed) {}
