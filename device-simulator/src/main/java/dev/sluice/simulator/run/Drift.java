package dev.sluice.simulator.run;

import dev.sluice.simulator.measure.Second;
import java.util.ArrayList;
import java.util.List;

/**
 * How a long run changes: the same figure for each of its thirds.
 *
 * @param p99Micros the median of the seconds' p99, from due to acknowledged, of the first, second and last third
 */
public record Drift(List<Double> p99Micros) {

    /**
     * Of a run's seconds.
     *
     * @param settleSeconds at the beginning that do not count
     */
    public static Drift of(List<Second> series, double settleSeconds) {
        List<Second> settled = series.stream()
                .filter(second -> second.at() >= settleSeconds && second.acknowledged() > 0)
                .toList();
        List<Double> thirds = new ArrayList<>();
        for (int third = 0; third < 3; third++) {
            thirds.add(median(settled.subList(settled.size() * third / 3, settled.size() * (third + 1) / 3)));
        }
        return new Drift(thirds);
    }

    /** The last third's p99 for one of the first's; NaN where there is nothing to compare. */
    public double ratio() {
        return p99Micros.get(0) > 0 ? p99Micros.get(2) / p99Micros.get(0) : Double.NaN;
    }

    private static double median(List<Second> seconds) {
        double[] p99 = seconds.stream()
                .mapToDouble(second -> second.sinceDue().p99())
                .sorted()
                .toArray();
        return p99.length == 0 ? Double.NaN : p99[p99.length / 2];
    }
}
