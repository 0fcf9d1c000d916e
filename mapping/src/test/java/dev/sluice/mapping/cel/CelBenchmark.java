package dev.sluice.mapping.cel;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
 * One expression on 200 bytes of JSON telemetry: with the reading of the document, and again on a document that is read already.
 *
 * <pre>
 * mvn -q -pl mapping test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/class-path
 * java -cp mapping/target/test-classes:mapping/target/classes:$(cat mapping/target/class-path) org.openjdk.jmh.Main CelBenchmark -prof gc
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CelBenchmark {

    @Param({
        "payload.temperature < 200",
        "double(payload.temperature) * 1.8 + 32.0",
        "has(payload.humidity) && mqtt.client.startsWith('device') && site == 'north'",
        "payload.status.matches('^(ok|good)$')",
        "size(payload) > 3"
    })
    String expression;

    private final CelMessage message = new CelMessage();
    private final String[] captures = {"north"};
    private CelExpression compiled;
    private DeviceMessage device;
    private byte[] json;

    @Setup
    public void load() throws CelInvalid {
        compiled = new CelCompiler(List.of("site"), false).compile(expression, Wanted.TEXT);
        json = """
                {"deviceId":"device-7","site":"north","seq":123456,"ts":1800000000000,"temperature":21.57,"humidity":48.2,"pressure":1013.25,\
                "voltage":3.31,"status":"ok","firmware":"2.4.1-rc3","location":"hall 4, line 2"}""".getBytes(StandardCharsets.UTF_8);
        device = new DeviceMessage(
                "devices/north/device-7/telemetry",
                "device-7",
                1,
                false,
                false,
                json,
                1_800_000_000_000L,
                "e",
                MessageProperties.NONE);
        if (withReading() instanceof Evaluated.Failed failed) {
            throw new IllegalStateException(failed.detail());
        }
    }

    @Benchmark
    public Evaluated withReading() {
        message.begin(device, captures).payload(json, 0, json.length);
        return compiled.evaluate(message);
    }

    @Benchmark
    public Evaluated again() {
        return compiled.evaluate(message);
    }
}
