package dev.sluice.mapping.engine;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.settings.SettingsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One message through the engine: 200 bytes of JSON telemetry from 100 devices, as a rule with captures maps it and as the envelope takes it.
 * More topics than are remembered show the price of finding the route (and of memory: every message is another).
 *
 * <pre>
 * mvn -q -pl mapping test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/class-path
 * java -cp mapping/target/test-classes:mapping/target/classes:$(cat mapping/target/class-path) org.openjdk.jmh.Main MappingEngineBenchmark -prof gc
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MappingEngineBenchmark {

    private static final int MESSAGES = 100_000;

    private static final Schema TELEMETRY = SchemaBuilder.record("Telemetry")
            .fields()
            .requiredString("deviceId")
            .requiredString("site")
            .requiredLong("seq")
            .requiredLong("ts")
            .requiredDouble("temperature")
            .requiredDouble("humidity")
            .requiredDouble("pressure")
            .requiredDouble("voltage")
            .requiredString("status")
            .endRecord();

    @Param({"rule", "rule-without-mqtt-headers", "envelope"})
    String mapping;

    @Param({"100", "100000"})
    int topics;

    private MappingEngine engine;
    private DeviceMessage[] messages;

    @Setup
    public void load() {
        engine = mapping.equals("envelope") ? new MappingEngine(MappingRules.none()) : byRule();
        messages = new DeviceMessage[MESSAGES];
        for (int i = 0; i < MESSAGES; i++) {
            var device = "device-" + i % topics;
            var json = """
                    {"deviceId":"%s","site":"north","seq":%d,"ts":%d,"temperature":21.57,"humidity":48.2,"pressure":1013.25,\
                    "voltage":3.31,"status":"ok","firmware":"2.4.1-rc3","location":"hall 4, line 2"}""".formatted(device, i, 1_800_000_000_000L + i);
            // A topic of its own for each message, as the decoder delivers it: its hash is not known yet.
            messages[i] = new DeviceMessage(
                    new String(
                            ("devices/north/" + device + "/telemetry").getBytes(StandardCharsets.UTF_8),
                            StandardCharsets.UTF_8),
                    device,
                    1,
                    false,
                    false,
                    json.getBytes(StandardCharsets.UTF_8),
                    1_800_000_000_000L + i,
                    "0123456789abcdef-" + i,
                    MessageProperties.NONE);
        }
    }

    private MappingEngine byRule() {
        var yaml = """
                mqtt-headers: %s
                mappings:
                  - name: telemetry
                    from: devices/{site}/{device}/telemetry
                    to: { topic: "telemetry.{site}", key: "{device}", timestamp: payload.ts }
                    value: { schema: Telemetry }
                """.formatted(mapping.equals("rule") ? "minimal" : "none");
        return SettingsFile.ofText("sluice.yaml", yaml, Path.of("."), List.of(), name -> null)
                .read((node, problems) ->
                        new MappingEngine(MappingRules.read(node, name -> Optional.of(TELEMETRY), problems)))
                .orElseThrow();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void map(Blackhole records) {
        for (var message : messages) {
            records.consume(engine.map(message));
        }
    }
}
