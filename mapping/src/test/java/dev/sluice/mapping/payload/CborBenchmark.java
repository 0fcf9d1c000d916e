package dev.sluice.mapping.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.sluice.mapping.json.JsonBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What one CBOR telemetry of 9 fields costs as JSON: by our own reader, and by Jackson's streaming parser into the same buffer.
 *
 * <pre>
 * mvn -B -q -pl mapping test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test
 * cd mapping &amp;&amp; java -cp target/test-classes:target/classes:$(cat target/classpath) dev.sluice.mapping.payload.CborBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 30, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class CborBenchmark {

    private static final String DOCUMENT = """
            {"deviceId": "north-0000417", "ts": 1795255530123, "seq": 4711, "temperature": 21.5, "humidity": 48.25,
             "battery": 87, "firmware": "2.14.1-r3", "online": true, "location": "Halle 7, Gang 3, Süd"}
            """;
    private static final CBORFactory JACKSON = new CBORFactory();
    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] cbor = cbor();
    private final JsonBuffer out = new JsonBuffer(1_000_000);
    private final PayloadDecoder decoder = PayloadDecoders.cbor();

    public static void main(String[] arguments) throws RunnerException {
        var results = new Runner(new OptionsBuilder()
                        .include(CborBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        System.out.printf("%n%d bytes of CBOR%n%-20s %9s %9s%n", cbor().length, "", "ns/op", "B/op");
        for (var result : results) {
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %9.0f %9.0f%n",
                    result.getPrimaryResult().getLabel(),
                    result.getPrimaryResult().getStatistics().getMin(),
                    result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
        }
    }

    private static byte[] cbor() {
        try {
            return new CBORMapper().writeValueAsBytes(new ObjectMapper().readTree(DOCUMENT));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Benchmark
    public int ours() {
        out.clear();
        if (decoder.decode(cbor, 0, cbor.length, out) != null) {
            throw new AssertionError();
        }
        return out.size();
    }

    @Benchmark
    public int jacksonTokens() throws IOException {
        out.clear();
        try (JsonParser parser = JACKSON.createParser(cbor)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT -> out.beginObject();
                    case END_OBJECT -> out.endObject();
                    case START_ARRAY -> out.beginArray();
                    case END_ARRAY -> out.endArray();
                    case FIELD_NAME -> out.name(parser.currentName());
                    case VALUE_STRING -> out.string(parser.getText());
                    case VALUE_NUMBER_INT -> out.number(parser.getLongValue());
                    case VALUE_NUMBER_FLOAT -> out.number(parser.getDoubleValue());
                    case VALUE_TRUE, VALUE_FALSE -> out.bool(token == JsonToken.VALUE_TRUE);
                    default -> out.nullValue();
                }
            }
        }
        return out.size();
    }

    @Benchmark
    public int jacksonGenerator() throws IOException {
        var json = new ByteArrayOutputStream(512);
        try (JsonParser parser = JACKSON.createParser(cbor);
                JsonGenerator generator = JSON.createGenerator(json)) {
            parser.nextToken();
            generator.copyCurrentStructure(parser);
        }
        return json.size();
    }
}
