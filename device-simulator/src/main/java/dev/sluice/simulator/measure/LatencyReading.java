package dev.sluice.simulator.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** Reads one latency of all meters, a second at a time, and keeps the sum. */
final class LatencyReading {

    private final List<Consumer<Histogram>> sources = new ArrayList<>();
    private final Histogram last = LatencyCounts.empty();
    private final Histogram sum;

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

    /** What came since the last call. */
    Percentiles next() {
        sources.forEach(source -> source.accept(last));
        if (last.getTotalCount() == 0) {
            return Percentiles.NONE;
        }
        Percentiles percentiles = Percentiles.of(last);
        sum.add(last);
        last.reset();
        return percentiles;
    }
}
