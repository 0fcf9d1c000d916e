package dev.sluice.simulator.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.sluice.simulator.payload.PayloadSpec;
import dev.sluice.simulator.telemetry.DeviceName;
import java.util.Locale;

/**
 * Devices that are alike.
 *
 * @param prefix devices and their client ids are named {@code PREFIX00000}, {@code PREFIX00001}, …
 * @param devices how many
 * @param ramp over how long they connect for the first time
 * @param every how often each publishes, on average
 * @param user with {@code {device}}; null = none
 * @param password with {@code {device}}; null = none
 * @param topic with {@code {device}}, {@code {site}} and {@code {index}}
 * @param retain share of the messages that are retained, 0 to 1
 * @param payload what they say
 * @param objectives of these devices alone
 */
public record FleetSpec(
        String prefix,
        Integer devices,
        Span ramp,
        Span every,
        ArrivalSpec arrivals,
        Mqtt mqtt,
        SessionSpec session,
        Span keepAlive,
        Integer inFlight,
        String user,
        String password,
        String topic,
        QosMix qos,
        Double retain,
        PayloadSpec payload,
        WillSpec will,
        FaultSpec faults,
        Objectives objectives) {

    private static final int MOST_DEVICES = 1_000_000;
    private static final int LARGEST_16_BIT = 65_535;

    /** Protocol versions. */
    public enum Mqtt {
        V3_1_1,
        V5;

        @JsonCreator
        static Mqtt parse(String text) {
            return switch (text) {
                case "3.1.1" -> V3_1_1;
                case "5", "5.0" -> V5;
                default -> throw new IllegalArgumentException("\"" + text + "\" is none of 3.1.1, 5");
            };
        }
    }

    /** Whether the broker keeps what a device has between its connections. */
    public enum SessionSpec {
        CLEAN,
        PERSISTENT;

        @JsonCreator
        static SessionSpec parse(String text) {
            for (SessionSpec kind : values()) {
                if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("\"" + text + "\" is none of clean, persistent");
        }
    }

    public FleetSpec {
        prefix = prefix == null ? "d-" : prefix;
        devices = devices == null ? Integer.valueOf(1) : devices;
        ramp = ramp == null ? new Span(0) : ramp;
        arrivals = arrivals == null ? ArrivalSpec.CONSTANT : arrivals;
        mqtt = mqtt == null ? Mqtt.V5 : mqtt;
        session = session == null ? SessionSpec.PERSISTENT : session;
        keepAlive = keepAlive == null ? Span.ofSeconds(60) : keepAlive;
        inFlight = inFlight == null ? Integer.valueOf(20) : inFlight;
        qos = qos == null ? QosMix.only(1) : qos;
        retain = retain == null ? Double.valueOf(0) : retain;
        faults = faults == null ? FaultSpec.NONE : faults;
        objectives = objectives == null ? Objectives.NONE : objectives;
    }

    /** Messages a second of all of its devices together, on average. */
    public double rate() {
        return devices / every.seconds();
    }

    FleetSpec withDevices(int newDevices) {
        return with(newDevices, every, arrivals);
    }

    FleetSpec faster(double factor) {
        return with(devices, new Span(Math.max(1, Math.round(every.nanos() / factor))), arrivals);
    }

    FleetSpec steady() {
        return with(devices, every, arrivals.steady());
    }

    private FleetSpec with(int newDevices, Span newEvery, ArrivalSpec newArrivals) {
        return new FleetSpec(
                prefix,
                newDevices,
                ramp,
                newEvery,
                newArrivals,
                mqtt,
                session,
                keepAlive,
                inFlight,
                user,
                password,
                topic,
                qos,
                retain,
                payload,
                will,
                faults,
                objectives);
    }

    void check(String path, Checks checks) {
        if (!DeviceName.isPrefix(prefix)) {
            checks.add(path + ".prefix", "\"" + prefix + "\": only 1 to 32 letters, digits and . _ - are allowed");
        }
        checks.between(path + ".devices", devices, 1, MOST_DEVICES);
        checks.positive(path + ".every", every);
        checks.between(path + ".in-flight", inFlight, 1, LARGEST_16_BIT);
        checks.between(path + ".keep-alive", keepAlive.seconds(), 0, LARGEST_16_BIT);
        checks.between(path + ".retain", retain, 0, 1);
        checks.present(path + ".payload", payload);
        if (topic != null && payload != null && !payload.takesTopic()) {
            checks.add(path + ".topic", "payloads of this format bring their own topics along: leave it out");
        } else if (topic != null || payload == null || !payload.hasOwnTopics()) {
            checks.topic(path + ".topic", topic);
        }
        if (payload != null) {
            checks.payload(path + ".payload", payload);
        }
        arrivals.check(path + ".arrivals", checks);
        faults.check(path + ".faults", checks);
        objectives.check(path + ".objectives", checks);
        if (will != null) {
            will.check(path + ".will", checks);
        }
        if (password != null && user == null && mqtt == Mqtt.V3_1_1) {
            checks.add(path + ".password", "MQTT 3.1.1 has no password without a user; give user too");
        }
    }
}
