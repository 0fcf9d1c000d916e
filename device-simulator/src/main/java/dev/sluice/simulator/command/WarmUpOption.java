package dev.sluice.simulator.command;

import dev.sluice.simulator.progress.Figures;
import dev.sluice.simulator.scenario.Span;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** How long a run warms up. Getters throw IllegalArgumentException when the value cannot be used. */
final class WarmUpOption {

    /** Unless said: that share of a run. */
    private static final double SHARE = 0.2;
    /** But no more; a JVM has compiled what it runs most by then. */
    private static final double LONGEST_SECONDS = 5;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            description =
                    "Leave what is due in the first so much (5s, 500ms; 0s: nothing) out of percentiles and objectives; "
                            + "plots show it, shaded. Unless said: of a run a fifth, 5 s at most; of a soak a tenth, 60 s at most; of "
                            + "each step of a search for capacity a quarter; of publish without --seconds nothing.")
    private String warmUp;

    /**
     * Of a run.
     *
     * @param seconds that it takes; 0 = nobody knows
     */
    double seconds(double seconds) {
        return seconds(seconds, SHARE, LONGEST_SECONDS);
    }

    /** @param share of the run, unless said, but no longer than {@code longest} seconds */
    double seconds(double seconds, double share, double longest) {
        double given = given().orElse(seconds == 0 ? longest : Math.min(longest, seconds * share));
        if (seconds > 0 && given >= seconds) {
            throw new IllegalArgumentException("--warm-up " + warmUp + ": nothing would be left of "
                    + Figures.seconds(seconds) + "; it must be shorter");
        }
        return given;
    }

    /** What was said. */
    OptionalDouble given() {
        if (warmUp == null) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Span.parse(warmUp).seconds());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--warm-up: " + e.getMessage(), e);
        }
    }

    /** For a report. */
    static String words(double seconds) {
        return seconds == 0
                ? "none"
                : Figures.seconds(seconds) + ", in the plots but in no percentile and no objective";
    }
}
