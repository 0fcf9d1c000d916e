package dev.sluice.simulator.run;

import dev.sluice.simulator.measure.Percentiles;
import dev.sluice.simulator.measure.Second;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** How a long run changes: the same figures for each of its thirds. */
public record Drift(List<Third> thirds) {

    /** So few errors for each message are chance. */
    private static final double FEW = 1e-4;

    /**
     * Of a run's seconds.
     *
     * @param settleSeconds at the beginning that do not count
     */
    public static Drift of(List<Second> series, double settleSeconds) {
        List<Second> settled = series.stream()
                .filter(second -> second.at() >= settleSeconds)
                .filter(second -> second.offered() > 0 || second.acknowledged() > 0)
                .toList();
        List<Third> thirds = new ArrayList<>();
        for (int third = 0; third < 3; third++) {
            thirds.add(third(settled.subList(settled.size() * third / 3, settled.size() * (third + 1) / 3)));
        }
        return new Drift(thirds);
    }

    private static Third third(List<Second> seconds) {
        double length = seconds.stream().mapToDouble(Second::length).sum();
        Second last = seconds.isEmpty() ? null : seconds.get(seconds.size() - 1);
        return new Third(
                last == null ? 0 : seconds.get(0).at(),
                last == null ? 0 : last.at() + last.length(),
                last == null ? 0 : sum(seconds, Second::offered) / length,
                last == null ? 0 : sum(seconds, Second::acknowledged) / length,
                median(seconds, Percentiles::p50),
                median(seconds, Percentiles::p99),
                sum(
                        seconds,
                        second -> second.errors().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()));
    }

    /** The median of the seconds' p99 of each third, microseconds. */
    public List<Double> p99Micros() {
        return thirds.stream().map(Third::p99Micros).toList();
    }

    /** The last third's p99 for one of the first's; NaN where there is nothing to compare. */
    public double ratio() {
        double first = thirds.get(0).p99Micros();
        return first > 0 ? thirds.get(2).p99Micros() / first : Double.NaN;
    }

    /** Whether errors did not grow more than so many times; a few are chance. */
    public boolean errorsHold(double most) {
        Third last = thirds.get(2);
        double messages = last.offered() * (last.to() - last.from());
        return last.errors() <= Math.max(most * thirds.get(0).errors(), FEW * messages);
    }

    private static long sum(List<Second> seconds, ToLongFunction<Second> count) {
        return seconds.stream().mapToLong(count).sum();
    }

    private static double median(List<Second> seconds, ToLongFunction<Percentiles> percentile) {
        double[] micros = seconds.stream()
                .filter(second -> second.sinceDue().count() > 0)
                .mapToDouble(second -> percentile.applyAsLong(second.sinceDue()))
                .sorted()
                .toArray();
        return micros.length == 0 ? Double.NaN : micros[micros.length / 2];
    }
}
