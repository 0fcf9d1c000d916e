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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole message through an engine with 10 rules and one with 10,000: both should take about as long, whether routes are remembered
 * (100 topics) or hardly ever (100,000). The median of single calls says so on a busy machine, too: most of them are not interrupted.
 *
 * <pre>
 * mvn -q -pl mapping test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/class-path
 * java -cp mapping/target/test-classes:mapping/target/classes:$(cat mapping/target/class-path) org.openjdk.jmh.Main RuleCountBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RuleCountBenchmark {

    private static final int MESSAGES = 100_000;
    /** The messages are all for these, so that what they become does not depend on the number of rules. */
    private static final int SITES_USED = 10;

    @Param({"10", "10000"})
    int rules;

    @Param({"100", "100000"})
    int topics;

    private MappingEngine engine;
    private DeviceMessage[] messages;
    private int next;

    @Setup
    public void load() {
        var yaml = new StringBuilder("mappings:\n");
        for (int i = 0; i < rules; i++) {
            yaml.append(
                    "  - { name: rule-%d, from: \"devices/site-%d/{device}/telemetry\", payload: bytes, to: { topic: \"t.{device}\" } }\n"
                            .formatted(i, i));
        }
        engine = SettingsFile.ofText("sluice.yaml", yaml.toString(), Path.of("."), List.of(), name -> null)
                .read((node, problems) ->
                        new MappingEngine(MappingRules.read(node, name -> Optional.empty(), problems)))
                .orElseThrow();
        messages = new DeviceMessage[MESSAGES];
        for (int i = 0; i < MESSAGES; i++) {
            var topic = "devices/site-" + i % SITES_USED + "/device-" + i % topics + "/telemetry";
            messages[i] = new DeviceMessage(
                    new String(topic.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8),
                    "device",
                    1,
                    false,
                    false,
                    "21.5".getBytes(StandardCharsets.UTF_8),
                    1_800_000_000_000L + i,
                    "0123456789abcdef-" + i,
                    MessageProperties.NONE);
        }
    }

    @Benchmark
    public MappingOutcome map() {
        next = next + 1 == MESSAGES ? 0 : next + 1;
        return engine.map(messages[next]);
    }
}
