package dev.sluice.simulator.fleet;

/**
 * How devices connect.
 *
 * @param qos 0, 1 or 2, of every message
 * @param inFlight unacknowledged messages a device may have, 1 to 65,535; fewer if the broker announces a smaller Receive Maximum
 * @param reconnect whether a device that lost its connection comes back
 */
public record LinkSettings(
        String host,
        int port,
        MqttVersion version,
        int qos,
        SessionKind session,
        int inFlight,
        boolean reconnect,
        int keepAliveSeconds,
        long seed) {

    public String address() {
        return "tcp://" + host + ":" + port;
    }
}
