package dev.sluice.simulator.report;

import java.util.List;

/**
 * A search for the highest rate that holds an objective.
 *
 * @param p99Millis objective: p99 from due to acknowledged, at most
 * @param achieved objective: share of what was due that is taken, at least, 0 to 1
 * @param found messages a second that were confirmed to hold; null = none
 * @param steps in the order in which they were tried
 */
public record RateSearch(double p99Millis, double achieved, Double found, List<TriedRate> steps) {

    public RateSearch {
        steps = List.copyOf(steps);
    }
}
