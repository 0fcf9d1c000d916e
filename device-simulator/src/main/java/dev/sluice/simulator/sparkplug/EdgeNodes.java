package dev.sluice.simulator.sparkplug;

import dev.sluice.simulator.field.Value;
import dev.sluice.simulator.telemetry.Delivery;
import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.FleetMessages;
import dev.sluice.simulator.telemetry.TopicTemplate;
import java.util.Map;

/**
 * A fleet of edge nodes: each simulated device is one, by its own name.
 *
 * @param group the group's name, a template such as {@code {site}}; one level
 * @param devices at each edge node; they take turns, message by message. 0 = the metrics are the edge node's own
 * @param delivery of NDATA and DDATA; births have QoS 0 and deaths QoS 1, as Sparkplug wants it
 */
public record EdgeNodes(TopicTemplate group, int devices, Map<String, Value> fields, Delivery delivery, long seed)
        implements FleetMessages {

    @Override
    public DeviceMessages of(DeviceName name) {
        return new EdgeNode(name, this);
    }
}
