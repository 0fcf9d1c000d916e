package dev.sluice.bridge.observe;

import java.util.concurrent.atomic.LongAdder;

/**
 * Latencies of one mapping in fixed buckets from 1 ms to 60 s.
 *
 * <p>Ours because it is on the message path: a record costs two {@link LongAdder}s, 5 to 7 ns where a Micrometer timer
 * with the same buckets costs 62 from one thread and some 180 from two ({@code LatencyHistogramBenchmark}). Not a snapshot at one instant: a count may be a few messages ahead of the sum.
 */
final class LatencyHistogram {

    private static final long MILLISECOND = 1_000_000;
    private static final long[] UPPER_BOUNDS_NANOS =
            nanos(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000);

    private final LongAdder[] buckets = new LongAdder[UPPER_BOUNDS_NANOS.length + 1];
    private final LongAdder sumNanos = new LongAdder();

    LatencyHistogram() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    void record(long nanos) {
        int bucket = 0;
        while (bucket < UPPER_BOUNDS_NANOS.length && nanos > UPPER_BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        buckets[bucket].increment();
        sumNanos.add(nanos);
    }

    /** Upper bounds in seconds, ascending, the last one infinite; parallel to {@link #counts()}. */
    static double[] upperBoundsSeconds() {
        var bounds = new double[UPPER_BOUNDS_NANOS.length + 1];
        for (int i = 0; i < UPPER_BOUNDS_NANOS.length; i++) {
            bounds[i] = UPPER_BOUNDS_NANOS[i] / 1e9;
        }
        bounds[UPPER_BOUNDS_NANOS.length] = Double.POSITIVE_INFINITY;
        return bounds;
    }

    /** Per bucket, not cumulative. */
    long[] counts() {
        var counts = new long[buckets.length];
        for (int i = 0; i < buckets.length; i++) {
            counts[i] = buckets[i].sum();
        }
        return counts;
    }

    long count() {
        long count = 0;
        for (LongAdder bucket : buckets) {
            count += bucket.sum();
        }
        return count;
    }

    double sumSeconds() {
        return sumNanos.sum() / 1e9;
    }

    private static long[] nanos(long... milliseconds) {
        var nanos = new long[milliseconds.length];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = milliseconds[i] * MILLISECOND;
        }
        return nanos;
    }
}
