package dev.sluice.simulator.run;

import dev.sluice.simulator.arrivals.ArrivalProcess;
import dev.sluice.simulator.fleet.Credentials;
import dev.sluice.simulator.fleet.DevicePlan;
import dev.sluice.simulator.fleet.LinkFaults;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.MqttVersion;
import dev.sluice.simulator.fleet.Ramp;
import dev.sluice.simulator.fleet.SessionKind;
import dev.sluice.simulator.payload.FleetSettings;
import dev.sluice.simulator.scenario.FaultSpec;
import dev.sluice.simulator.scenario.FleetSpec;
import dev.sluice.simulator.scenario.Scenario;
import dev.sluice.simulator.telemetry.CorruptedMessages;
import dev.sluice.simulator.telemetry.Delivery;
import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.Dice;
import dev.sluice.simulator.telemetry.FleetMessages;
import dev.sluice.simulator.telemetry.SkewedMessages;
import dev.sluice.simulator.telemetry.TopicTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes devices of a scenario's fleets: the same ones each time for the same seed. */
final class FleetPlans {

    private final Scenario scenario;
    private final Destination destination;
    private final Path folder;

    /** @param folder that the scenario's files are relative to */
    FleetPlans(Scenario scenario, Destination destination, Path folder) {
        this.scenario = scenario;
        this.destination = destination;
        this.folder = folder;
    }

    /**
     * The devices of each fleet.
     *
     * @throws IllegalArgumentException when a file that a payload needs is not what it was when the scenario was read
     */
    List<List<DevicePlan>> all() {
        return scenario.fleets().stream().map(this::of).toList();
    }

    private List<DevicePlan> of(FleetSpec fleet) {
        long seed = Dice.key(scenario.seed(), fleet.prefix());
        List<Integer> weights = fleet.qos().weights();
        Delivery delivery = new Delivery(weights.get(0), weights.get(1), weights.get(2), fleet.retain());
        FleetMessages messages = fleet.payload()
                .messages(new FleetSettings(
                        Optional.ofNullable(fleet.topic()).map(TopicTemplate::new),
                        delivery,
                        seed,
                        fleet.devices(),
                        folder));
        LinkSettings link = new LinkSettings(
                destination.address(),
                destination.tls(),
                fleet.mqtt() == FleetSpec.Mqtt.V5 ? MqttVersion.V5 : MqttVersion.V3_1_1,
                delivery.highestQos(),
                fleet.session() == FleetSpec.SessionSpec.CLEAN ? SessionKind.CLEAN : SessionKind.PERSISTENT,
                fleet.inFlight(),
                true,
                (int) Math.ceil(fleet.keepAlive().seconds()),
                seed);
        ArrivalProcess arrivals = fleet.arrivals().at(1 / fleet.every().seconds());
        Ramp ramp = new Ramp(fleet.ramp().seconds(), fleet.devices());
        SplittableRandom luck = new SplittableRandom(seed);
        List<DevicePlan> plans = new ArrayList<>();
        for (int index = 0; index < fleet.devices(); index++) {
            DeviceName name = DeviceName.at(index, fleet.prefix());
            plans.add(new DevicePlan(
                    name,
                    credentials(fleet, name),
                    link,
                    messages(fleet, messages.of(name), name, seed, luck),
                    arrivals.of(index, fleet.devices(), seed),
                    messages.quota(name),
                    ramp.connectAfterMillis(index),
                    faults(fleet, name, luck)));
        }
        return plans;
    }

    /** Unless said, what the device publishes itself comes back to it. */
    private static String readTopic(FleetSpec fleet, DeviceName name) {
        String template = fleet.faults().readTopic() == null
                ? fleet.topic()
                : fleet.faults().readTopic();
        return template == null
                ? ""
                : template.replace("{site}", name.site())
                        .replace("{device}", name.device())
                        .replace("{index}", Integer.toString(name.index()));
    }

    private Credentials credentials(FleetSpec fleet, DeviceName name) {
        Credentials given = destination.credentials().apply(name);
        if (!given.equals(Credentials.NONE)) {
            return given;
        }
        return new Credentials(filled(fleet.user(), name), filled(fleet.password(), name));
    }

    private static Optional<String> filled(String template, DeviceName name) {
        return Optional.ofNullable(template).map(text -> text.replace("{device}", name.device()));
    }

    private static DeviceMessages messages(
            FleetSpec fleet, DeviceMessages plain, DeviceName name, long seed, SplittableRandom luck) {
        DeviceMessages messages = plain;
        long skewMillis = fleet.faults().clockSkew().millis();
        if (skewMillis > 0) {
            messages = new SkewedMessages(messages, luck.nextLong(-skewMillis, skewMillis + 1));
        }
        if (fleet.faults().corrupt() > 0) {
            messages = new CorruptedMessages(messages, fleet.faults().corrupt(), seed, name.index());
        }
        return fleet.will() == null ? messages : new WilledMessages(messages, fleet.will(), name);
    }

    private static LinkFaults faults(FleetSpec fleet, DeviceName name, SplittableRandom luck) {
        FaultSpec faults = fleet.faults();
        boolean slow = luck.nextDouble() < faults.slowReaders();
        boolean twin = luck.nextDouble() < faults.twins();
        return new LinkFaults(
                faults.dropsPerHour(),
                slow ? faults.readBytesPerSecond() : 0,
                slow ? readTopic(fleet, name) : "",
                twin);
    }
}
