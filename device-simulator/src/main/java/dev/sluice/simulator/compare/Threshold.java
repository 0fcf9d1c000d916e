package dev.sluice.simulator.compare;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ratio that fails a comparison: {@code p99>1.2}, {@code throughput<0.95}.
 *
 * @param measure name of a figure
 * @param above whether a higher ratio fails, else a lower one
 */
public record Threshold(String measure, boolean above, double limit) {

    private static final Pattern FORM = Pattern.compile("\\s*([a-z][\\w.-]*)\\s*([<>])\\s*(\\d+(?:\\.\\d+)?)\\s*");

    /** @throws IllegalArgumentException when it is none */
    public static Threshold parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("--fail-if \"" + text
                    + "\" is no threshold such as p99>1.2: a figure's name, < or >, and a ratio to the first report");
        }
        return new Threshold(parts.group(1), parts.group(2).equals(">"), Double.parseDouble(parts.group(3)));
    }

    /** Whether the ratio is beyond the limit. One that nobody knows is: what was to be checked was not measured. */
    boolean fails(Ratio ratio) {
        return !ratio.known() || (above ? ratio.ratio() > limit : ratio.ratio() < limit);
    }

    @Override
    public String toString() {
        return measure + (above ? ">" : "<") + String.format(Locale.ROOT, "%s", limit);
    }
}
