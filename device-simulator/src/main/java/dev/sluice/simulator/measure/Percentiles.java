package dev.sluice.simulator.measure;

import org.HdrHistogram.Histogram;

/**
 * What a stretch of a run keeps of a latency.
 *
 * @param count values; of none, all else is 0
 * @param p50 microseconds, as the others
 */
public record Percentiles(long count, long p50, long p99, long p999, long max) {

    public static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0);

    public static Percentiles of(Histogram micros) {
        if (micros.getTotalCount() == 0) {
            return NONE;
        }
        return new Percentiles(
                micros.getTotalCount(),
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99),
                micros.getValueAtPercentile(99.9),
                micros.getMaxValue());
    }

    /** The worse of both: percentiles cannot be added. */
    public Percentiles worse(Percentiles other) {
        return new Percentiles(
                count + other.count,
                Math.max(p50, other.p50),
                Math.max(p99, other.p99),
                Math.max(p999, other.p999),
                Math.max(max, other.max));
    }
}
