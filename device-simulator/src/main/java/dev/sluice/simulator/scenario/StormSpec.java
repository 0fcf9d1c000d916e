package dev.sluice.simulator.scenario;

/**
 * Many connections cut at the same moment, as when a cell tower or a load balancer restarts; their devices come back as fast as they can.
 *
 * @param at since the devices began to publish
 * @param share of all devices, 0 to 1
 */
public record StormSpec(Span at, Double share) {

    public StormSpec {
        share = share == null ? Double.valueOf(1) : share;
    }

    void check(String path, Checks checks) {
        checks.present(path + ".at", at);
        checks.between(path + ".share", share, 0, 1);
    }
}
