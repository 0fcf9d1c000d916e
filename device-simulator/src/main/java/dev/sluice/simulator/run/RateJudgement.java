package dev.sluice.simulator.run;

import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.measure.Percentiles;
import dev.sluice.simulator.measure.Second;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;

/**
 * Whether a run at some rate held its goal. Of its seconds between the warm-up and the end of publishing nine in ten must hold the objective; one in
 * which messages were due and none was acknowledged does not. What was taken is held against what became due then, which by chance may
 * be more or less than the rate asks for.
 */
record RateJudgement(CapacityGoal goal) {

    private static final double GOOD_SECONDS = 0.9;
    private static final double CLOCK_SECONDS = 0.1;

    /** A run in which a smaller share of its rate became due says nothing of that rate. */
    private static final double LEAST_DUE = 0.5;

    /**
     * Of a run.
     *
     * @param rate messages a second that were to be published, on average
     * @param seconds for which they were, the warm-up among them
     * @throws CapacityException when the generator gave way, no second is there to be judged, or too little became due
     */
    CapacityStep of(double rate, double seconds, boolean confirming, Measured measured) throws CapacityException {
        double from = measured.warmUpSeconds() - CLOCK_SECONDS;
        double to = measured.warmUpSeconds() + seconds * (1 - goal.warmUp()) + CLOCK_SECONDS;
        List<Second> settled = measured.series().stream()
                .filter(second -> second.at() >= from && second.at() + second.length() <= to)
                .toList();
        if (settled.isEmpty()) {
            throw new CapacityException(String.format(
                    Locale.ROOT,
                    "At %,.0f messages/s nothing could be judged: the run was over before a second of it was, because devices had no more to say or the "
                            + "generator stood still.",
                    rate));
        }
        double due = perSecond(settled, Second::offered);
        if (due == 0) {
            throw tooFewDue(rate, due);
        }
        double taken = taken(settled, measured);
        double share = Math.min(Objective.achieved(measured), taken / due);
        double p99 = worstOfGood(settled, measured);
        String failure = "";
        if (share < goal.achieved()) {
            // Never rounded up to the share that was asked for.
            failure = String.format(Locale.ROOT, "%.1f %% was taken", Math.floor(share * 1_000 + 1e-9) / 10);
        } else if (p99 == Double.POSITIVE_INFINITY) {
            failure = "there were seconds in which nothing was acknowledged";
        } else if (p99 > goal.p99Millis()) {
            failure = "p99 is too high";
        }
        if (!failure.isEmpty() && !measured.warnings().isEmpty()) {
            throw new CapacityException(String.format(
                    Locale.ROOT,
                    "At %,.0f messages/s the generator gave way, so that nothing can be said of the broker. %s What was found before stands; use more --threads, or a "
                            + "machine of its own for the generator.",
                    rate,
                    String.join(" ", measured.warnings())));
        }
        if (failure.isEmpty() && due < LEAST_DUE * rate) {
            throw tooFewDue(rate, due);
        }
        double p50 = within(0.5, millis(settled, Percentiles::p50));
        return new CapacityStep(rate, due, taken, p50, Double.isInfinite(p99) ? Double.NaN : p99, confirming, failure);
    }

    private static CapacityException tooFewDue(double rate, double due) {
        return new CapacityException(String.format(
                Locale.ROOT,
                "At %,.0f messages/s only %,.1f/s became due, so that nothing can be said of that rate: devices had no more to say, or a step has so few "
                        + "messages or bursts that chance decides. What was found before stands; try a longer --step or a higher --from.",
                rate,
                due));
    }

    /** Messages a second: those acknowledged, and of those sent the share that nobody acknowledges. */
    private static double taken(List<Second> settled, Measured measured) {
        long sent = measured.totals().sent();
        double unanswerable = sent == 0 ? 0 : (double) measured.totals().unanswerable() / sent;
        return perSecond(settled, second -> second.acknowledged() + second.sent() * unanswerable);
    }

    private static double perSecond(List<Second> seconds, ToDoubleFunction<Second> messages) {
        return seconds.stream().mapToDouble(messages).sum()
                / seconds.stream().mapToDouble(Second::length).sum();
    }

    /** The p99 that nine seconds in ten stay within, milliseconds; infinite where too many saw no acknowledgement. */
    private static double worstOfGood(List<Second> settled, Measured measured) {
        Predicate<Second> silent =
                second -> second.offered() > 0 && second.sinceDue().count() == 0;
        long unanswered = measured.totals().answerable() == 0
                ? 0
                : settled.stream().filter(silent).count();
        DoubleStream never =
                DoubleStream.generate(() -> Double.POSITIVE_INFINITY).limit(unanswered);
        return within(GOOD_SECONDS, DoubleStream.concat(millis(settled, Percentiles::p99), never));
    }

    private static DoubleStream millis(List<Second> seconds, ToLongFunction<Percentiles> micros) {
        return seconds.stream()
                .map(Second::sinceDue)
                .filter(percentiles -> percentiles.count() > 0)
                .mapToDouble(percentiles -> micros.applyAsLong(percentiles) / 1e3);
    }

    /** The value that such a share of them stays within; NaN of none. */
    private static double within(double share, DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * share) - 1)];
    }
}
