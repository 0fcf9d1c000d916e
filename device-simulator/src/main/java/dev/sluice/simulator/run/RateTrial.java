package dev.sluice.simulator.run;

import dev.sluice.simulator.fleet.LinkFactory;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Tries a rate by running the scenario at it; {@link RateJudgement} says whether it held. */
public final class RateTrial implements CapacitySearch.Trial {

    private final RunPlan plan;
    private final CapacityGoal goal;
    private final Supplier<LinkFactory> links;
    private final Onlooker onlooker;
    private ScenarioRun current;
    private boolean stopped;
    private Shown shown;
    private CapacityStep shownStep;

    public RateTrial(RunPlan plan, CapacityGoal goal, Supplier<LinkFactory> links, Onlooker onlooker) {
        this.plan = plan;
        this.goal = goal;
        this.links = links;
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
                plan.steadyAt(messagesPerSecond, seconds, seconds * goal.warmUp()),
                links.get(),
                Arrivals.NOBODY_LOOKS,
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
        CapacityStep step = new RateJudgement(goal).of(messagesPerSecond, seconds, confirming, outcome.measured());
        show(new Shown(messagesPerSecond, outcome), step);
        return step;
    }

    private synchronized void show(Shown run, CapacityStep step) {
        if (shownStep == null || !shownStep.held() || step != null && step.held()) {
            shown = run;
            shownStep = step;
        }
    }
}
