package dev.sluice.simulator.compare;

import dev.sluice.simulator.report.Machine;
import dev.sluice.simulator.report.RunReport;
import dev.sluice.simulator.report.Setup;
import dev.sluice.simulator.report.TextTable;
import java.util.ArrayList;
import java.util.List;

/** One run held against another, which is the base of all ratios. */
public final class Comparison {

    private static final double SAME_LENGTH = 0.1;

    private final RunReport base;
    private final RunReport other;
    private final List<Measure> measures;

    public Comparison(RunReport base, RunReport other) {
        this.base = base;
        this.other = other;
        this.measures = Measure.all(List.of(base, other));
    }

    /** Every figure that at least one of the runs has. */
    public List<Ratio> ratios() {
        return measures.stream()
                .filter(measure -> !Double.isNaN(measure.of().applyAsDouble(base))
                        || !Double.isNaN(measure.of().applyAsDouble(other)))
                .map(this::ratio)
                .toList();
    }

    /** Why the two are no fair match; empty when nothing speaks against it. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        differ("the scenario", base.setup().scenario(), other.setup().scenario(), differences);
        differ("the seed", base.setup().seed(), other.setup().seed(), differences);
        differ("the client", base.setup().client(), other.setup().client(), differences);
        base.setup().details().forEach((name, text) -> {
            if (!name.startsWith(Setup.RESULT)) {
                differ(name, text, other.setup().details().getOrDefault(name, "not said"), differences);
            }
        });
        differ("the number of devices", base.totals().devices(), other.totals().devices(), differences);
        Machine here = base.machine();
        Machine there = other.machine();
        differ("the machine", here.cores() + " × " + here.cpu(), there.cores() + " × " + there.cpu(), differences);
        differ("Java", here.java(), there.java(), differences);
        if (Math.abs(base.seconds() - other.seconds()) > SAME_LENGTH * Math.max(base.seconds(), other.seconds())) {
            differ("the duration", Math.round(base.seconds()) + " s", Math.round(other.seconds()) + " s", differences);
        }
        careful("first", base, differences);
        careful("second", other, differences);
        return differences;
    }

    /**
     * Those thresholds that a ratio passed, each with what was found.
     *
     * @throws IllegalArgumentException when a threshold names a figure that there is not
     */
    public List<String> failures(List<Threshold> thresholds) {
        List<String> failures = new ArrayList<>();
        for (Threshold threshold : thresholds) {
            Measure measure = measures.stream()
                    .filter(m -> m.name().equals(threshold.measure()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("--fail-if " + threshold
                            + ": there is no figure of that name; there are " + Measure.names(measures)));
            Ratio ratio = ratio(measure);
            if (threshold.fails(ratio)) {
                failures.add(threshold + ": " + ratio.base() + " → " + ratio.other()
                        + (ratio.known() ? ", " + ratio.text() : ", which was not measured in both"));
            }
        }
        return failures;
    }

    /** The ratios as a table. */
    public List<String> table(String baseName, String otherName) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("figure", baseName, otherName, "ratio"));
        ratios().forEach(ratio -> rows.add(List.of(ratio.name(), ratio.base(), ratio.other(), ratio.text())));
        return TextTable.of(rows);
    }

    private Ratio ratio(Measure measure) {
        return Ratio.of(measure, measure.of().applyAsDouble(base), measure.of().applyAsDouble(other));
    }

    private static void careful(String which, RunReport report, List<String> differences) {
        if (report.interrupted()) {
            differences.add("the " + which + " run was told to stop before its end");
        }
        report.warnings().forEach(warning -> differences.add("the " + which + " run warns: " + warning));
    }

    private static void differ(String what, Object here, Object there, List<String> differences) {
        if (!here.equals(there)) {
            differences.add(what + " differs: " + here + " and " + there);
        }
    }
}
