package dev.sluice.simulator.payload;

import dev.sluice.simulator.telemetry.Delivery;
import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.FleetMessages;
import dev.sluice.simulator.telemetry.TelemetryPayload;
import dev.sluice.simulator.telemetry.TopicTemplate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Prints what a message of each format costs: its length and its bytes, as a client asks for them, of 1,000 devices in turn.
 *
 * <pre>
 * mvn -B -q -pl device-simulator test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test
 * cd device-simulator &amp;&amp; java -cp target/test-classes:target/classes:$(cat target/classpath) dev.sluice.simulator.payload.PayloadBenchmark
 * </pre>
 */
final class PayloadBenchmark {

    private static final int DEVICES = 1_000;
    private static final int MESSAGES = 1_000_000;
    private static final int ROUNDS = 5;
    private static final String FIELDS = """
            fields:
              device: device
              seq: seq
              ts: time
              temperature: { type: walk, min: 15, max: 30, step: 0.5 }
              humidity: { type: walk, min: 30, max: 70, step: 1, decimals: 1 }
              pressure: { type: sine, min: 1000, max: 1030, period: 24h, noise: 0.5, decimals: 1 }
              battery: { type: walk, min: 20, max: 100, step: 1, decimals: 0 }
              status: { type: enum, values: [ok, degraded], weights: [99, 1] }
            """;

    private PayloadBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, DeviceMessages[]> fleets = new LinkedHashMap<>();
        DeviceName typical = DeviceName.at(0, "d-");
        fleets.put(
                "publish",
                fleet(TelemetryPayload.ofSize(200, typical, 1)
                        .messages(new TopicTemplate(TopicTemplate.DEFAULT), Delivery.at(1))));
        for (String format : new String[] {"json", "cbor", "avro", "sparkplug"}) {
            fleets.put(format, fleet(Yaml.fleet("format: " + format + "\n" + FIELDS, 1)));
        }
        byte[] target = new byte[4_096];
        for (int round = 1; round <= ROUNDS; round++) {
            for (Map.Entry<String, DeviceMessages[]> fleet : fleets.entrySet()) {
                long bytes = 0;
                long start = System.nanoTime();
                for (int i = 0; i < MESSAGES; i++) {
                    DeviceMessages device = fleet.getValue()[i % DEVICES];
                    int seq = i / DEVICES;
                    bytes += device.length(seq, Yaml.NOW + seq);
                    device.write(target, 0, seq, Yaml.NOW + seq);
                }
                long nanos = System.nanoTime() - start;
                System.out.printf(
                        "round %d  %-10s %5d ns a message of %d bytes%n",
                        round, fleet.getKey(), nanos / MESSAGES, bytes / MESSAGES);
            }
        }
    }

    private static DeviceMessages[] fleet(FleetMessages messages) {
        return IntStream.range(0, DEVICES)
                .mapToObj(index -> messages.of(DeviceName.at(index, "d-")))
                .toArray(DeviceMessages[]::new);
    }
}
