package dev.sluice.simulator.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.HdrHistogram.Histogram;

/**
 * How often each latency occurred, in the cells of an HdrHistogram of microseconds with three digits. One thread writes; any number read,
 * each at its own pace with a {@link Reader}.
 *
 * <p>HdrHistogram's own recorder for this purpose passes two atomic counters for each value, which makes it dearer (3.3 to 3.6 against 5.4 to 6.6 ns in five rounds;
 * {@code LatencyCountsCost} measures both), and has one reader. Here counts only grow, and a reader subtracts what it saw the last time; so a value that is recorded
 * while somebody reads is seen then or the next time, once.
 */
final class LatencyCounts {

    static final long LONGEST_MICROS = 3_600_000_000L;
    static final int DIGITS = 3;

    /** Below it every microsecond has a cell; above, each doubling has half as many. */
    private static final int LINEAR = 2_048;

    private static final int HALF = LINEAR / 2;
    private static final int HALF_BITS = 10;
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] cells = new long[cell(LONGEST_MICROS) + 1];
    /** So many cells, from the first, may hold something; readers need not look beyond. */
    private final Tally inUse = new Tally();

    /** Longer than an hour counts as an hour, less than nothing as nothing. */
    void record(long nanos) {
        int cell = cell(Math.min(LONGEST_MICROS, Math.max(0, nanos / 1_000)));
        CELL.setOpaque(cells, cell, cells[cell] + 1);
        long more = cell + 1 - inUse.get();
        if (more > 0) {
            inUse.add(more);
        }
    }

    /** A histogram that takes what {@link Reader#addTo} adds. */
    static Histogram empty() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }

    private static int cell(long micros) {
        int doublings = Long.SIZE - HALF_BITS - 1 - Long.numberOfLeadingZeros(micros | (LINEAR - 1));
        return (doublings << HALF_BITS) + (int) (micros >>> doublings);
    }

    private static long lowest(int cell) {
        int doublings = Math.max(0, (cell >> HALF_BITS) - 1);
        return (long) (cell - (doublings << HALF_BITS)) << doublings;
    }

    Reader reader() {
        return new Reader();
    }

    /** Sees each value once. One thread. */
    final class Reader {

        private final long[] seen = new long[cells.length];

        /** Adds what was recorded since the last call. */
        void addTo(Histogram histogram) {
            int cellsInUse = (int) inUse.get();
            for (int cell = 0; cell < cellsInUse; cell++) {
                long count = (long) CELL.getOpaque(cells, cell);
                if (count != seen[cell]) {
                    histogram.recordValueWithCount(lowest(cell), count - seen[cell]);
                    seen[cell] = count;
                }
            }
        }
    }
}
