package dev.sluice.simulator.run;

import dev.sluice.simulator.fleet.LinkFactory;
import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.measure.Second;
import dev.sluice.simulator.scenario.Span;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Tries a rate by running the scenario at it. The beginning of a run, in which devices connect, does not count: of the seconds behind it nine in ten
 * must hold the objective.
 */
public final class RateTrial implements CapacitySearch.Trial {

    private static final double GOOD_SECONDS = 0.9;

    private final RunPlan plan;
    private final CapacityGoal goal;
    private final Supplier<LinkFactory> links;
    private final Consumer<Histogram> endToEnd;
    private final Onlooker onlooker;
    private ScenarioRun current;
    private boolean stopped;
    private Shown shown;
    private CapacityStep shownStep;

    public RateTrial(
            RunPlan plan,
            CapacityGoal goal,
            Supplier<LinkFactory> links,
            Consumer<Histogram> endToEnd,
            Onlooker onlooker) {
        this.plan = plan;
        this.goal = goal;
        this.links = links;
        this.endToEnd = endToEnd;
        this.onlooker = onlooker;
    }

    /** Ends the search, from any thread. */
    public synchronized void stop() {
        stopped = true;
        if (current != null) {
            current.stop();
        }
    }

    public synchronized boolean isStopped() {
        return stopped;
    }

    /**
     * The run that says most about the answer.
     *
     * @param messagesPerSecond at which it ran
     */
    public record Shown(double messagesPerSecond, RunOutcome outcome) {}

    /** The last run that held, which is the one that confirmed the answer if there is one; else the last; empty = there was none. */
    public synchronized Optional<Shown> shown() {
        return Optional.ofNullable(shown);
    }

    /** Lets both sides compile and connect once, at the first rate. */
    public void warmUp() throws CapacityException, IOException, InterruptedException {
        at(goal.from(), goal.stepSeconds(), false);
    }

    @Override
    public CapacityStep at(double messagesPerSecond, double seconds, boolean confirming)
            throws CapacityException, IOException, InterruptedException {
        ScenarioRun run = new ScenarioRun(
                plan.of(
                        plan.scenario().withRate(messagesPerSecond).lasting(Span.ofSeconds(seconds)),
                        seconds * goal.warmUp()),
                links.get(),
                endToEnd,
                onlooker);
        synchronized (this) {
            if (stopped) {
                throw new CapacityException("told to stop");
            }
            current = run;
        }
        RunOutcome outcome = run.run();
        show(new Shown(messagesPerSecond, outcome), null);
        if (isStopped()) {
            throw new CapacityException("told to stop");
        }
        if (outcome.failure().isPresent()) {
            throw new CapacityException(outcome.failure().get());
        }
        CapacityStep step = judged(messagesPerSecond, seconds, confirming, outcome);
        show(new Shown(messagesPerSecond, outcome), step);
        return step;
    }

    private synchronized void show(Shown run, CapacityStep step) {
        if (shownStep == null || !shownStep.held() || step != null && step.held()) {
            shown = run;
            shownStep = step;
        }
    }

    private CapacityStep judged(double rate, double seconds, boolean confirming, RunOutcome outcome)
            throws CapacityException {
        Measured measured = outcome.measured();
        List<Second> settled = measured.series().stream()
                .filter(second ->
                        second.at() >= seconds * goal.warmUp() && second.at() + second.length() <= seconds + 0.1)
                .toList();
        double length = settled.stream().mapToDouble(Second::length).sum();
        boolean anybodyAcknowledges = outcome.counts().acknowledged() > 0;
        double taken = settled.stream()
                        .mapToDouble(second -> anybodyAcknowledges ? second.acknowledged() : second.sent())
                        .sum()
                / length;
        double p50 = percentile(settled, 0.5, true);
        double p99 = percentile(settled, GOOD_SECONDS, false);
        double share = Math.min(Objective.achieved(measured), taken / rate);
        String failure = "";
        if (share < goal.achieved()) {
            failure = String.format(Locale.ROOT, "%.1f %% was taken", share * 100);
        } else if (p99 > goal.p99Millis()) {
            failure = "p99 is too high";
        }
        if (!failure.isEmpty() && !measured.warnings().isEmpty()) {
            throw new CapacityException(String.format(
                    Locale.ROOT,
                    "At %.0f messages/s the generator gave way, so that nothing can be said of the broker: %s. What is above held; use more --threads, or a "
                            + "machine of its own for the generator.",
                    rate,
                    String.join("; ", measured.warnings())));
        }
        return new CapacityStep(rate, taken, p50, p99, confirming, failure);
    }

    /** The value that so many of the seconds stay within, milliseconds; of p50 or p99. */
    private static double percentile(List<Second> seconds, double share, boolean median) {
        double[] micros = seconds.stream()
                .filter(second -> second.sinceDue().count() > 0)
                .mapToDouble(second ->
                        median ? second.sinceDue().p50() : second.sinceDue().p99())
                .sorted()
                .toArray();
        if (micros.length == 0) {
            return Double.NaN;
        }
        return micros[Math.min(micros.length - 1, (int) Math.ceil(micros.length * share) - 1)] / 1e3;
    }
}
