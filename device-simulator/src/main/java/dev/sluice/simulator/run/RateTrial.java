package dev.sluice.simulator.run;

import dev.sluice.simulator.fleet.LinkFactory;
import dev.sluice.simulator.scenario.Span;
import java.io.IOException;
import java.util.function.Supplier;

/** Tries a rate by running the scenario at it; {@link RateJudgement} says whether it held. */
public final class RateTrial implements CapacitySearch.Trial {

    private final RunPlan plan;
    private final CapacityGoal goal;
    private final Supplier<LinkFactory> links;
    private final Onlooker onlooker;
    private ScenarioRun current;
    private boolean stopped;

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

    /** Lets both sides compile and connect once, at the first rate. */
    public void warmUp() throws CapacityException, IOException, InterruptedException {
        at(goal.from(), goal.stepSeconds(), false);
    }

    @Override
    public CapacityStep at(double messagesPerSecond, double seconds, boolean confirming)
            throws CapacityException, IOException, InterruptedException {
        ScenarioRun run = new ScenarioRun(
                plan.of(plan.scenario().withRate(messagesPerSecond).lasting(Span.ofSeconds(seconds))),
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
        if (isStopped()) {
            throw new CapacityException("told to stop");
        }
        if (outcome.failure().isPresent()) {
            throw new CapacityException(outcome.failure().get());
        }
        return new RateJudgement(goal).of(messagesPerSecond, seconds, confirming, outcome.measured());
    }
}
