package dev.sluice.simulator.scenario;

/**
 * What the broker says for a device that goes without a farewell.
 *
 * @param topic with {@code {device}} and {@code {site}}
 */
public record WillSpec(String topic, String payload, Integer qos, Boolean retain) {

    public WillSpec {
        payload = payload == null ? "" : payload;
        qos = qos == null ? Integer.valueOf(1) : qos;
        retain = retain != null && retain;
    }

    void check(String path, Checks checks) {
        checks.topic(path + ".topic", topic);
        checks.between(path + ".qos", qos, 0, 2);
    }
}
