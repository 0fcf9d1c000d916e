package dev.sluice.simulator.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Finds the highest rate that holds: doubles it until it does not, halves the gap (on the scale of ratios) until it is small, and tries the answer
 * again for longer; an answer that does not hold then is lowered and tried again.
 */
public final class CapacitySearch {

    private static final int MOST_CONFIRMATIONS = 5;

    private final CapacityGoal goal;
    private final Trial trial;
    private final Consumer<CapacityStep> seen;
    private final List<CapacityStep> steps = new ArrayList<>();

    /** Tries one rate. */
    public interface Trial {

        /**
         * @param confirming whether this is to be the answer
         * @throws CapacityException when nothing can be said about this rate or any higher one
         */
        CapacityStep at(double messagesPerSecond, double seconds, boolean confirming)
                throws CapacityException, IOException, InterruptedException;
    }

    /** @param seen told of each step when it is done */
    public CapacitySearch(CapacityGoal goal, Trial trial, Consumer<CapacityStep> seen) {
        this.goal = goal;
        this.trial = trial;
        this.seen = seen;
    }

    /** All steps so far, in order. */
    public List<CapacityStep> steps() {
        return List.copyOf(steps);
    }

    /**
     * The highest rate that was found to hold and was confirmed; empty if not even the first one held.
     *
     * @throws CapacityException when the search cannot go on
     */
    public OptionalDouble find() throws CapacityException, IOException, InterruptedException {
        double good = 0;
        double bad = Double.POSITIVE_INFINITY;
        double rate = Math.min(goal.from(), goal.most());
        while (good < goal.most()) {
            if (holds(rate, false)) {
                good = rate;
            } else {
                bad = rate;
            }
            if (good == 0) {
                return OptionalDouble.empty();
            }
            if (bad / good <= 1 + goal.precision()) {
                break;
            }
            rate = bad == Double.POSITIVE_INFINITY ? Math.min(goal.most(), good * 2) : Math.sqrt(good * bad);
        }
        for (int attempt = 0; attempt < MOST_CONFIRMATIONS; attempt++) {
            if (holds(good, true)) {
                return OptionalDouble.of(good);
            }
            good /= 1 + goal.precision();
        }
        return OptionalDouble.empty();
    }

    private boolean holds(double rate, boolean confirming) throws CapacityException, IOException, InterruptedException {
        CapacityStep step = trial.at(rate, confirming ? 3 * goal.stepSeconds() : goal.stepSeconds(), confirming);
        steps.add(step);
        seen.accept(step);
        return step.held();
    }
}
