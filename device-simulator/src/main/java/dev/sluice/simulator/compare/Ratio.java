package dev.sluice.simulator.compare;

import java.util.Locale;

/**
 * One figure of two runs.
 *
 * @param base text of the first run's value; {@code –} where it has none
 * @param ratio of the second run's value to the first's; not a number where one has none, infinite where the first is 0 and the second is not
 */
public record Ratio(String name, String base, String other, double ratio) {

    static Ratio of(Measure measure, double base, double other) {
        double ratio = base == 0 && other == 0 ? 1 : other / base;
        return new Ratio(measure.name(), shown(measure, base), shown(measure, other), ratio);
    }

    private static String shown(Measure measure, double value) {
        return Double.isNaN(value) ? "–" : measure.shown().apply(value);
    }

    public boolean known() {
        return !Double.isNaN(ratio);
    }

    /** {@code 1.24×}. */
    public String text() {
        if (!known()) {
            return "–";
        }
        return Double.isInfinite(ratio) ? "∞" : String.format(Locale.ROOT, "%.2f×", ratio);
    }
}
