package dev.sluice.simulator.report;

/**
 * One step of a {@link RateSearch}: a run of its own.
 *
 * @param offered messages a second that were to be published, on average
 * @param due messages a second that became due
 * @param taken messages a second that were acknowledged (or sent, where nobody acknowledges)
 * @param p50Millis from due to acknowledged; null = nothing was acknowledged
 * @param p99Millis the same; null = in too many seconds, or in all, nothing was acknowledged
 * @param confirming whether it was tried for longer, as the possible answer
 * @param failure why it did not hold; empty = it held
 */
public record TriedRate(
        double offered,
        double due,
        double taken,
        Double p50Millis,
        Double p99Millis,
        boolean confirming,
        String failure) {}
