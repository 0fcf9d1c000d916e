package dev.sluice.simulator.publish;

import dev.sluice.simulator.arrivals.ArrivalProcess;
import dev.sluice.simulator.fleet.Arrivals;
import dev.sluice.simulator.fleet.Credentials;
import dev.sluice.simulator.fleet.DevicePlan;
import dev.sluice.simulator.fleet.LinkFaults;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.Ramp;
import dev.sluice.simulator.telemetry.Delivery;
import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.PayloadTemplate;
import dev.sluice.simulator.telemetry.TemplateMessages;
import dev.sluice.simulator.telemetry.TopicTemplate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Devices that are all alike, in a line of options rather than a scenario.
 *
 * @param rampSeconds over which they connect; empty = as fast as does not overrun the broker
 * @param process of each device at so many messages a second; for paced workloads
 */
public record UniformFleet(
        List<DeviceName> names,
        TopicTemplate topic,
        PayloadTemplate payload,
        Workload workload,
        OptionalDouble rampSeconds,
        DoubleFunction<ArrivalProcess> process,
        LinkSettings link,
        Function<DeviceName, Credentials> credentials) {

    public List<DevicePlan> plans() {
        int devices = names.size();
        Ramp ramp = rampSeconds.isPresent() ? new Ramp(rampSeconds.getAsDouble(), devices) : Ramp.unhurried(devices);
        return IntStream.range(0, devices)
                .mapToObj(index -> plan(names.get(index), index, ramp))
                .toList();
    }

    private DevicePlan plan(DeviceName name, int index, Ramp ramp) {
        return new DevicePlan(
                name,
                credentials.apply(name),
                link,
                new TemplateMessages(
                        name, topic.of(name), Delivery.at(link.qos()), link.seed(), payload.forDevice(name)),
                arrivals(index),
                workload.quota(index, names.size()),
                ramp.connectAfterMillis(index),
                LinkFaults.NONE);
    }

    private Arrivals arrivals(int index) {
        if (!workload.paced()) {
            return Arrivals.UNPACED;
        }
        return process.apply(workload.messagesPerSecond() / names.size()).of(index, names.size(), link.seed());
    }
}
