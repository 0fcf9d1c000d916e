package dev.sluice.simulator.progress;

/** A row of numbers as a row of little bars. */
final class Sparks {

    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparks() {}

    /** The last {@code most} values, the highest of them as a full bar; what is not a number is a blank. */
    static String of(double[] values, int most) {
        int from = Math.max(0, values.length - most);
        double highest = 0;
        for (int i = from; i < values.length; i++) {
            highest = Double.isNaN(values[i]) ? highest : Math.max(highest, values[i]);
        }
        StringBuilder bars = new StringBuilder();
        for (int i = from; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                bars.append(' ');
            } else {
                int height = highest == 0 ? 0 : (int) Math.round(values[i] / highest * (BARS.length() - 1));
                bars.append(BARS.charAt(height));
            }
        }
        return bars.toString();
    }
}
