package dev.sluice.mapping.transcode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What our transcoder costs against the ways that libraries offer, for one telemetry document of 9 fields and about 200
 * bytes; each ends in a byte array that could be sent. Prints time and garbage for each, and the time as a multiple of ours.
 * The time is that of the best of 30 short iterations: other load on the machine only ever adds.
 *
 * <pre>
 * mvn -B -q -pl mapping test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test
 * cd mapping &amp;&amp; java -cp target/test-classes:target/classes:$(cat target/classpath) dev.sluice.mapping.transcode.JsonToAvroBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 30, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class JsonToAvroBenchmark {

    private static final String FIELDS = """
            {"name": "deviceId", "type": "string"},
            {"name": "ts", "type": {"type": "long", "logicalType": "timestamp-millis"}},
            {"name": "seq", "type": "long"},
            {"name": "temperature", "type": "double"},
            {"name": "humidity", "type": "double"},
            {"name": "battery", "type": "int"},
            {"name": "firmware", "type": "string"},
            {"name": "online", "type": "boolean"},
            {"name": "location", "type": "string"}
            """;
    private static final String IN_ORDER = """
            {"deviceId":"device-000042","ts":1763722530123,"seq":184467,"temperature":21.53,"humidity":48.125,\
            "battery":87,"firmware":"v4.12.7-rc1","online":true,"location":"hall 7, line 3, press 12"}""";
    private static final String SHUFFLED = """
            {"ts":1763722530123,"deviceId":"device-000042","online":true,"temperature":21.53,"seq":184467,\
            "firmware":"v4.12.7-rc1","battery":87,"location":"hall 7, line 3, press 12","humidity":48.125}""";
    private static final String WITH_UNION_TAGS =
            IN_ORDER; // no unions in this schema, so no tags: to JsonDecoder's favour

    private static final Schema SCHEMA = Transcoding.record(FIELDS);
    private static final JsonFactory JACKSON = new JsonFactory();

    private final byte[] inOrder = IN_ORDER.getBytes(StandardCharsets.UTF_8);
    private final byte[] shuffled = SHUFFLED.getBytes(StandardCharsets.UTF_8);
    private final AvroBuffer out = new AvroBuffer();
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream(256);
    private final SlowReference reference = new SlowReference(SCHEMA);
    private final GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(SCHEMA);
    private final GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(SCHEMA);
    private BinaryEncoder encoder;
    private JsonToAvro ours;
    private JsonToAvro projected;

    public static void main(String[] arguments) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(JsonToAvroBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        Map<String, double[]> costs = new TreeMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            costs.put(name.substring(name.lastIndexOf('.') + 1), new double[] {
                result.getPrimaryResult().getStatistics().getMin(),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore()
            });
        }
        double[] base = costs.get("ours");
        System.out.printf("%n%d bytes of JSON%n%-28s %9s %9s %9s%n", IN_ORDER.length(), "", "ns/op", "B/op", "of ours");
        costs.forEach((name, cost) -> System.out.printf(
                Locale.ROOT, "%-28s %9.0f %9.0f %8.2fx%n", name, cost[0], cost[1], cost[0] / base[0]));
    }

    @Setup
    public void compile() throws PlanInvalid {
        ours = JsonToAvro.compile(SCHEMA, FieldPlan.byName());
        FieldPlan.Builder plan = FieldPlan.builder().fromSlot("deviceId", 0);
        plan.extract("ts");
        projected = JsonToAvro.compile(SCHEMA, plan.build());
    }

    /** Without the copy that the others make too, see {@link #oursCopied}. */
    @Benchmark
    public AvroBuffer ours() {
        out.clear();
        ours.transcode(inOrder, 0, inOrder.length, FieldValues.NONE, out);
        return out;
    }

    @Benchmark
    public byte[] oursCopied() {
        out.clear();
        ours.transcode(inOrder, 0, inOrder.length, FieldValues.NONE, out);
        return out.toByteArray();
    }

    @Benchmark
    public AvroBuffer oursKeysInAnotherOrder() {
        out.clear();
        ours.transcode(shuffled, 0, shuffled.length, FieldValues.NONE, out);
        return out;
    }

    @Benchmark
    public Object oursWithSlotAndTimestamp() {
        out.clear();
        return projected.transcode(inOrder, 0, inOrder.length, (slot, extracted) -> "device-000042", out);
    }

    /** The lower bound of anything that uses Jackson: every token seen, every name and value ignored. */
    @Benchmark
    public int jacksonTokensOnly() throws IOException {
        int tokens = 0;
        try (JsonParser parser = JACKSON.createParser(inOrder)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    /** Hand-written for this schema, and only right for keys in the schema's order. */
    @Benchmark
    public byte[] jacksonStreaming() throws IOException {
        stream.reset();
        encoder = EncoderFactory.get().binaryEncoder(stream, encoder);
        try (JsonParser parser = JACKSON.createParser(inOrder)) {
            parser.nextToken();
            int field = 0;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                if (!parser.currentName().equals(SCHEMA.getFields().get(field).name())) {
                    throw new IllegalStateException("out of order");
                }
                JsonToken value = parser.nextToken();
                switch (SCHEMA.getFields().get(field).schema().getType()) {
                    case STRING -> encoder.writeString(parser.getText());
                    case LONG -> encoder.writeLong(parser.getLongValue());
                    case INT -> encoder.writeInt(parser.getIntValue());
                    case DOUBLE -> encoder.writeDouble(parser.getDoubleValue());
                    case BOOLEAN -> encoder.writeBoolean(value == JsonToken.VALUE_TRUE);
                    default -> throw new IllegalStateException();
                }
                field++;
            }
        }
        encoder.flush();
        return stream.toByteArray();
    }

    @Benchmark
    public byte[] jacksonTree() {
        return reference.transcode(inOrder);
    }

    @Benchmark
    public byte[] avroJsonDecoder() throws IOException {
        GenericRecord record = reader.read(
                null,
                DecoderFactory.get()
                        .jsonDecoder(
                                SCHEMA, new ByteArrayInputStream(WITH_UNION_TAGS.getBytes(StandardCharsets.UTF_8))));
        stream.reset();
        encoder = EncoderFactory.get().binaryEncoder(stream, encoder);
        writer.write(record, encoder);
        encoder.flush();
        return stream.toByteArray();
    }
}
