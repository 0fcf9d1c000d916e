package dev.sluice.simulator.run;

import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.measure.Percentiles;
import dev.sluice.simulator.measure.Second;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;

/**
 * Whether a run at some rate held its goal. Its beginning ({@link CapacityGoal#warmUp}), in which devices connect, does not count: of the seconds
 * behind it nine in ten must hold the objective. One in which messages were due and none was acknowledged does not.
 */
record RateJudgement(CapacityGoal goal) {

    private static final double GOOD_SECONDS = 0.9;
    private static final double CLOCK_SECONDS = 0.1;

    /**
     * Of a run.
     *
     * @param rate messages a second that were to be published, for so many seconds
     * @throws CapacityException when the generator gave way, or no second is there to be judged
     */
    CapacityStep of(double rate, double seconds, boolean confirming, Measured measured) throws CapacityException {
        List<Second> settled = measured.series().stream()
                .filter(second -> second.at() >= seconds * goal.warmUp()
                        && second.at() + second.length() <= seconds + CLOCK_SECONDS)
                .toList();
        if (settled.isEmpty()) {
            throw new CapacityException(String.format(
                    Locale.ROOT,
                    "At %,.0f messages/s nothing could be judged: the run was over before a second of it was, because devices had no more to say or the "
                            + "generator stood still.",
                    rate));
        }
        double taken = taken(settled, measured);
        double share = Math.min(Objective.achieved(measured), taken / rate);
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
        double p50 = within(0.5, millis(settled, Percentiles::p50));
        return new CapacityStep(rate, taken, p50, Double.isInfinite(p99) ? Double.NaN : p99, confirming, failure);
    }

    /** Messages a second: those acknowledged, and of those sent the share that nobody acknowledges. */
    private static double taken(List<Second> settled, Measured measured) {
        long sent = measured.totals().sent();
        double unanswerable = sent == 0 ? 0 : (double) measured.totals().unanswerable() / sent;
        return settled.stream()
                        .mapToDouble(second -> second.acknowledged() + second.sent() * unanswerable)
                        .sum()
                / settled.stream().mapToDouble(Second::length).sum();
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
