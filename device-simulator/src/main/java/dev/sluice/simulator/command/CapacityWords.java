package dev.sluice.simulator.command;

import dev.sluice.simulator.progress.Figures;
import dev.sluice.simulator.report.Conclusion;
import dev.sluice.simulator.run.CapacityGoal;
import dev.sluice.simulator.run.CapacityStep;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a search for capacity came to, in sentences: what was found, and why it was not more.
 *
 * @param failed whether it could not go on, which a warning beside these words explains
 */
record CapacityWords(
        CapacityGoal goal, List<CapacityStep> steps, OptionalDouble found, boolean failed, boolean interrupted) {

    /** @param shown messages a second of the run that the rest of the report is of */
    Conclusion conclusion(double shown) {
        String rest = (steps.isEmpty()
                        ? "The figures and plots below are"
                        : "All figures and plots but those of the steps are")
                + " of the run at " + count(shown) + "/s.";
        String p99 = "p99 at most " + millis(goal.p99Millis());
        if (found.isPresent()) {
            String rate = count(found.getAsDouble()) + "/s";
            String confirmed = confirmed();
            String chance = chance();
            return new Conclusion(
                    rate,
                    "is the highest rate that holds",
                    p99 + ", " + confirmed + (chance.isEmpty() ? "" : "; " + chance),
                    true,
                    "The highest rate that holds " + objectives() + ", is " + rate + ", " + confirmed
                            + (chance.isEmpty() ? "" : "; " + chance) + ". " + notMore(found.getAsDouble()) + " "
                            + rest);
        }
        OptionalDouble best = steps.stream()
                .filter(CapacityStep::held)
                .mapToDouble(CapacityStep::offered)
                .max();
        String held = best.isPresent() ? count(best.getAsDouble()) + "/s held for a step" : "no rate held";
        return new Conclusion(
                "none",
                "no capacity was confirmed",
                held,
                false,
                "No capacity was confirmed" + (interrupted ? " before the search was told to stop" : "") + "; " + held
                        + ". " + lastMiss() + rest);
    }

    /** The answer for a terminal. */
    String line() {
        if (found.isEmpty()) {
            return "capacity: none; not even " + count(goal.from())
                    + " messages/s hold, or no rate held for long. Try a lower --from.";
        }
        String chance = chance();
        return "capacity: " + count(found.getAsDouble()) + " messages/s, " + confirmed()
                + (chance.isEmpty() ? "" : "; " + chance);
    }

    private String confirmed() {
        return "confirmed over " + longTry();
    }

    /** What must be said beside the answer when it is less precise than was asked for; else nothing. */
    private String chance() {
        return steps.stream()
                .filter(step -> step.held() && step.confirming())
                .filter(step -> Math.abs(step.due() - step.offered()) > goal.precision() * step.offered())
                .map(step -> "by chance " + count(step.due()) + "/s were due then, and a longer --step comes nearer")
                .findFirst()
                .orElse("");
    }

    /** What a rate must hold. */
    String objectives() {
        return String.format(
                Locale.ROOT, "p99 at most %s, with %.1f %% taken", millis(goal.p99Millis()), goal.achieved() * 100);
    }

    private String notMore(double rate) {
        Optional<CapacityStep> next = steps.stream()
                .filter(step -> !step.held() && step.offered() > rate)
                .min(Comparator.comparingDouble(CapacityStep::offered));
        return next.isPresent()
                ? "The next rate above it, " + missed(next.get())
                : "Nothing above it was to be tried (--to).";
    }

    private String lastMiss() {
        if (failed && !interrupted) {
            return "Then the search could not go on; the warning says why. ";
        }
        return steps.stream()
                .filter(step -> !step.held())
                .reduce((earlier, later) -> later)
                .map(step -> "The last that failed, " + missed(step) + " ")
                .orElse("");
    }

    private String missed(CapacityStep step) {
        return count(step.offered()) + "/s, did not hold" + (step.confirming() ? " for " + longTry() : "") + ": "
                + step.failure() + " (" + count(step.taken()) + "/s taken of " + count(step.due()) + "/s due"
                + (Double.isNaN(step.p99Millis()) ? "" : ", p99 " + millis(step.p99Millis())) + ").";
    }

    private String longTry() {
        return Math.round(3 * goal.stepSeconds()) + " s";
    }

    static String count(double rate) {
        return Figures.count(Math.round(rate));
    }

    static String millis(double millis) {
        return Double.isNaN(millis) ? "-" : Figures.micros(Math.round(millis * 1000));
    }
}
