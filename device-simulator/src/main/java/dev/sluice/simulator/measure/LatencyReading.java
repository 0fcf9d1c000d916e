package dev.sluice.simulator.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** Reads one latency of all meters, a second at a time, and keeps the sum of those that count. */
final class LatencyReading {

    private final List<Consumer<Histogram>> sources = new ArrayList<>();
    private final List<Consumer<Histogram>> warming = new ArrayList<>();
    private final Histogram last = LatencyCounts.empty();
    private final Histogram sum;
    private long seen;

    LatencyReading(Histogram sum, Consumer<Histogram> source) {
        this.sum = sum;
        sources.add(source);
    }

    LatencyReading(Histogram sum, List<Meter> meters, Function<Meter, LatencyCounts> which) {
        this.sum = sum;
        for (Meter meter : meters) {
            sources.add(which.apply(meter).reader()::addTo);
        }
    }

    /** Those of the warm-up, too, which are in no sum. */
    LatencyReading and(List<Meter> meters, Function<Meter, LatencyCounts> whichWarming) {
        for (Meter meter : meters) {
            warming.add(whichWarming.apply(meter).reader()::addTo);
        }
        return this;
    }

    /**
     * What came since the last call.
     *
     * @param counts whether it belongs to the sum
     */
    Percentiles next(boolean counts) {
        sources.forEach(source -> source.accept(last));
        if (counts && last.getTotalCount() > 0) {
            sum.add(last);
        }
        warming.forEach(source -> source.accept(last));
        if (last.getTotalCount() == 0) {
            return Percentiles.NONE;
        }
        seen += last.getTotalCount();
        Percentiles percentiles = Percentiles.of(last);
        last.reset();
        return percentiles;
    }

    /** Values so far, whether or not they count. */
    long seen() {
        return seen;
    }
}
