package dev.sluice.simulator.measure;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * What it costs to record a latency, beside the library's way. Run it with the test class path, for instance from an IDE:
 * {@code java -cp … dev.sluice.simulator.measure.LatencyCountsCost}.
 */
final class LatencyCountsCost {

    private static final int VALUES = 50_000_000;

    private LatencyCountsCost() {}

    public static void main(String[] arguments) {
        for (int round = 0; round < 5; round++) {
            System.out.printf(
                    "LatencyCounts %.1f ns  SingleWriterRecorder %.1f ns  Tally %.1f ns  LongAdder %.1f ns%n",
                    counts(), recorder(), tally(), adder());
        }
    }

    private static double counts() {
        LatencyCounts counts = new LatencyCounts();
        long start = System.nanoTime();
        for (int i = 0; i < VALUES; i++) {
            counts.record((i & 8_191) * 1_000L);
        }
        return each(start);
    }

    private static double recorder() {
        SingleWriterRecorder recorder = new SingleWriterRecorder(LatencyCounts.LONGEST_MICROS, LatencyCounts.DIGITS);
        long start = System.nanoTime();
        for (int i = 0; i < VALUES; i++) {
            recorder.recordValue(i & 8_191);
        }
        return each(start);
    }

    private static double tally() {
        Tally tally = new Tally();
        long start = System.nanoTime();
        for (int i = 0; i < VALUES; i++) {
            tally.add(1);
        }
        return each(start);
    }

    private static double adder() {
        LongAdder adder = new LongAdder();
        long start = System.nanoTime();
        for (int i = 0; i < VALUES; i++) {
            adder.increment();
        }
        return each(start);
    }

    private static double each(long start) {
        return (double) (System.nanoTime() - start) / VALUES;
    }
}
