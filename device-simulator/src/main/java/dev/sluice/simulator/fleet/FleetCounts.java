package dev.sluice.simulator.fleet;

import java.util.Optional;

/**
 * How a fleet is doing.
 *
 * @param unanswerable messages sent at QoS 0, which nobody acknowledges
 * @param everConnected devices that have been connected at least once
 * @param repeated messages sent again after a reconnect
 * @param trouble the last thing that went wrong, in words
 */
public record FleetCounts(
        int devices,
        int connected,
        int everConnected,
        long sent,
        long unanswerable,
        long acknowledged,
        long refused,
        long reconnects,
        long repeated,
        Optional<String> trouble) {

    static final FleetCounts NONE = new FleetCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, Optional.empty());

    /** Messages sent at QoS 1 and 2, and neither acknowledged nor refused. */
    public long outstanding() {
        return Math.max(0, sent - unanswerable - acknowledged - refused);
    }

    FleetCounts plus(FleetCounts other) {
        return new FleetCounts(
                devices + other.devices,
                connected + other.connected,
                everConnected + other.everConnected,
                sent + other.sent,
                unanswerable + other.unanswerable,
                acknowledged + other.acknowledged,
                refused + other.refused,
                reconnects + other.reconnects,
                repeated + other.repeated,
                trouble.or(other::trouble));
    }
}
