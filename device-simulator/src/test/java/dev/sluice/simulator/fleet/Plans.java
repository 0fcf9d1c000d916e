package dev.sluice.simulator.fleet;

import dev.sluice.simulator.endpoint.BrokerAddress;
import dev.sluice.simulator.endpoint.TlsSettings;
import dev.sluice.simulator.hivemq.HiveFactory;
import dev.sluice.simulator.lean.LeanFactory;
import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.measure.RunMeasures;
import dev.sluice.simulator.measure.Totals;
import dev.sluice.simulator.telemetry.DeviceName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Plans of devices for a test, each a variation of the last. */
record Plans(
        String broker,
        MqttVersion version,
        SessionKind session,
        int[] qos,
        int inFlight,
        boolean greets,
        Arrivals arrivals,
        int quota,
        LinkFaults faults) {

    static Plans to(String broker) {
        return new Plans(
                broker,
                MqttVersion.V5,
                SessionKind.PERSISTENT,
                new int[] {1},
                10,
                false,
                Arrivals.UNPACED,
                Integer.MAX_VALUE,
                LinkFaults.NONE);
    }

    Plans speaking(String mqtt) {
        MqttVersion spoken = mqtt.equals("5") ? MqttVersion.V5 : MqttVersion.V3_1_1;
        return new Plans(broker, spoken, session, qos, inFlight, greets, arrivals, quota, faults);
    }

    Plans mixing(int... newQos) {
        return new Plans(broker, version, session, newQos, inFlight, greets, arrivals, quota, faults);
    }

    Plans greeting() {
        return new Plans(broker, version, session, qos, inFlight, true, arrivals, quota, faults);
    }

    Plans window(int newInFlight) {
        return new Plans(broker, version, session, qos, newInFlight, greets, arrivals, quota, faults);
    }

    Plans sending(int newQuota, Arrivals when) {
        return new Plans(broker, version, session, qos, inFlight, greets, when, newQuota, faults);
    }

    Plans failing(LinkFaults newFaults) {
        return new Plans(broker, version, session, qos, inFlight, greets, arrivals, quota, newFaults);
    }

    List<DevicePlan> devices(int count) {
        return IntStream.range(0, count).mapToObj(this::device).toList();
    }

    private DevicePlan device(int index) {
        DeviceName name = DeviceName.at(index, "d-");
        int strongest = greets ? 2 : IntStream.of(qos).max().orElseThrow();
        return new DevicePlan(
                name,
                Credentials.NONE,
                new LinkSettings(
                        BrokerAddress.parse(broker),
                        TlsSettings.DEFAULT,
                        version,
                        strongest,
                        session,
                        inFlight,
                        true,
                        60,
                        1),
                new SpokenMessages(name.device(), qos, greets),
                arrivals,
                quota,
                0,
                faults);
    }

    static LinkFactory client(String client) {
        return client.equals("lean") ? new LeanFactory(1) : new HiveFactory(1);
    }

    /** What the fleet's meters have counted so far. */
    static Measured measured(Fleet fleet) {
        return new RunMeasures(fleet.meters(), RunMeasures.NOBODY_LOOKS).stop();
    }

    /** How often each reason of trouble came up, and each fault. */
    static Map<String, Long> events(Fleet fleet) {
        Totals totals = measured(fleet).totals();
        Map<String, Long> all = new TreeMap<>(totals.errors());
        totals.faults().forEach((kind, times) -> all.put("fault: " + kind, times));
        if (totals.cutOff() > 0) {
            all.put("cut off", totals.cutOff());
        }
        return all;
    }

    /** Messages that were acknowledged more than so many microseconds after they were due. */
    static long waitedLongerThan(Fleet fleet, long micros) {
        Histogram waits = measured(fleet).latencies().sinceDue();
        return waits.getTotalCount() - waits.getCountBetweenValues(0, micros);
    }
}
