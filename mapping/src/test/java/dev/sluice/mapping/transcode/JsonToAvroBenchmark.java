package dev.sluice.mapping.transcode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What our transcoder costs against the ways that libraries offer, for a telemetry document of 9 fields and about 200
 * bytes, and one of 2 KB (nested, with arrays of records, escapes and Unicode); each ends in a byte array that could be
 * sent. Prints time and garbage for each, and the time as a multiple of ours.
 * The time is that of the best of 30 short iterations: other load on the machine only ever adds.
 *
 * <pre>
 * mvn -B -q -pl mapping test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test
 * cd mapping &amp;&amp; java -cp target/test-classes:target/classes:$(cat target/classpath) dev.sluice.mapping.transcode.JsonToAvroBenchmark
 * </pre>
 *
 * <p>It takes what JMH takes on its command line, and one pattern.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 30, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class JsonToAvroBenchmark {

    private static final JsonFactory JACKSON = new JsonFactory();

    @Param({"SMALL", "LARGE"})
    public String document;

    private final AvroBuffer out = new AvroBuffer();
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream(4096);
    private Schema schema;
    private byte[] inOrder;
    private byte[] shuffled;
    private SlowReference reference;
    private GenericDatumReader<GenericRecord> reader;
    private GenericDatumWriter<GenericRecord> writer;
    private BinaryEncoder encoder;
    private JsonToAvro ours;
    private JsonToAvro projected;

    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        CommandLineOptions given = new CommandLineOptions(arguments);
        String everything = JsonToAvroBenchmark.class.getName();
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(given)
                        .include(
                                given.getIncludes().isEmpty()
                                        ? everything
                                        : given.getIncludes().get(0))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        for (BenchmarkDocument document : BenchmarkDocument.values()) {
            Map<String, double[]> costs = new TreeMap<>();
            for (RunResult result : results) {
                if (result.getParams().getParam("document").equals(document.name())) {
                    String name = result.getParams().getBenchmark();
                    costs.put(name.substring(name.lastIndexOf('.') + 1), new double[] {
                        result.getPrimaryResult().getStatistics().getMin(),
                        result.getSecondaryResults().get("gc.alloc.rate.norm").getScore()
                    });
                }
            }
            double[] base = costs.getOrDefault("ours", new double[] {Double.NaN});
            System.out.printf(
                    "%n%d bytes of JSON%n%-28s %9s %9s %9s%n", document.inOrder.length, "", "ns/op", "B/op", "of ours");
            costs.forEach((name, cost) -> System.out.printf(
                    Locale.ROOT, "%-28s %9.0f %9.0f %8.2fx%n", name, cost[0], cost[1], cost[0] / base[0]));
        }
    }

    @Setup
    public void compile() throws PlanInvalid {
        BenchmarkDocument chosen = BenchmarkDocument.valueOf(document);
        schema = chosen.schema;
        inOrder = chosen.inOrder;
        shuffled = chosen.shuffled;
        reference = new SlowReference(schema);
        reader = new GenericDatumReader<>(schema);
        writer = new GenericDatumWriter<>(schema);
        ours = JsonToAvro.compile(schema, FieldPlan.byName());
        FieldPlan.Builder plan = FieldPlan.builder().fromSlot("deviceId", 0);
        plan.extract("ts");
        projected = JsonToAvro.compile(schema, plan.build());
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

    /** Only right for keys in the schema's order. */
    @Benchmark
    public byte[] jacksonStreaming() throws IOException {
        stream.reset();
        encoder = EncoderFactory.get().binaryEncoder(stream, encoder);
        try (JsonParser parser = JACKSON.createParser(inOrder)) {
            parser.nextToken();
            BenchmarkDocument.stream(schema, parser, encoder);
        }
        encoder.flush();
        return stream.toByteArray();
    }

    @Benchmark
    public byte[] jacksonTree() {
        return reference.transcode(inOrder);
    }

    /** It would want tags in unions; the one union here is null, which has none. */
    @Benchmark
    public byte[] avroJsonDecoder() throws IOException {
        GenericRecord record =
                reader.read(null, DecoderFactory.get().jsonDecoder(schema, new ByteArrayInputStream(inOrder)));
        stream.reset();
        encoder = EncoderFactory.get().binaryEncoder(stream, encoder);
        writer.write(record, encoder);
        encoder.flush();
        return stream.toByteArray();
    }
}
