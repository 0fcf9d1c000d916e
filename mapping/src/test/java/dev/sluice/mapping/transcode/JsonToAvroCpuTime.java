package dev.sluice.mapping.transcode;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@link JsonToAvroBenchmark} for a machine that others use: all contenders in turn in one JVM, and of each the least CPU time of its thread,
 * which does not count while others have the processor. Collecting garbage is not counted either, to the favour of the others.
 *
 * <pre>
 * java -XX:+UseSerialGC -cp target/test-classes:target/classes:$(cat target/classpath) dev.sluice.mapping.transcode.JsonToAvroCpuTime SECONDS
 * </pre>
 */
final class JsonToAvroCpuTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private interface Contender {
        Object run() throws IOException;
    }

    private JsonToAvroCpuTime() {}

    public static void main(String[] arguments) throws PlanInvalid, IOException {
        Map<String, Contender> contenders = new LinkedHashMap<>();
        for (BenchmarkDocument document : BenchmarkDocument.values()) {
            JsonToAvroBenchmark benchmark = new JsonToAvroBenchmark();
            benchmark.document = document.name();
            benchmark.compile();
            contenders.put(document + " ours", benchmark::ours);
            contenders.put(document + " ours, keys in another order", benchmark::oursKeysInAnotherOrder);
            contenders.put(document + " ours, copied", benchmark::oursCopied);
            contenders.put(document + " Jackson tree", benchmark::jacksonTree);
            contenders.put(document + " Jackson streaming", benchmark::jacksonStreaming);
            contenders.put(document + " Avro's JsonDecoder", benchmark::avroJsonDecoder);
        }
        Map<String, Double> best = new LinkedHashMap<>();
        long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000_000L;
        while (System.nanoTime() < end) {
            for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
                best.merge(contender.getKey(), nanos(contender.getValue()), Math::min);
            }
        }
        best.forEach((name, nanos) -> System.out.printf(Locale.ROOT, "%-36s %7.0f ns%n", name, nanos));
    }

    /** CPU time of one run, the mean of a few hundred. */
    private static double nanos(Contender contender) throws IOException {
        int runs = 400;
        long before = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < runs; i++) {
            contender.run();
        }
        return (double) (THREADS.getCurrentThreadCpuTime() - before) / runs;
    }
}
