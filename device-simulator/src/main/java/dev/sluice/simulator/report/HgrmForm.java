package dev.sluice.simulator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.HdrHistogram.Histogram;

/** Percentiles in milliseconds as HdrHistogram prints them: from due to acknowledged, or to Kafka where nothing is acknowledged. */
final class HgrmForm {

    private static final int TICKS_PER_HALF = 5;
    private static final double MICROS_PER_MILLI = 1_000.0;

    private HgrmForm() {}

    static String of(RunReport report) {
        Histogram acknowledged = report.latencies().sinceDue();
        Histogram shown = acknowledged.getTotalCount() == 0 ? report.latencies().endToEnd() : acknowledged;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        shown.outputPercentileDistribution(new PrintStream(text, false, UTF_8), TICKS_PER_HALF, MICROS_PER_MILLI);
        return text.toString(UTF_8);
    }
}
