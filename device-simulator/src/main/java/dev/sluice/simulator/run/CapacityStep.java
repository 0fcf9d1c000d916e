package dev.sluice.simulator.run;

/**
 * One rate that was tried.
 *
 * @param offered messages a second that were to be published, on average
 * @param due messages a second that became due; by chance not quite as many, where they come at random
 * @param taken messages a second that were acknowledged (or sent, where nobody acknowledges)
 * @param p99Millis from due to acknowledged; NaN = in too many seconds, or in all, nothing was acknowledged
 * @param confirming whether it was tried for long, as the possible answer
 * @param failure why it did not hold; empty = it held
 */
public record CapacityStep(
        double offered,
        double due,
        double taken,
        double p50Millis,
        double p99Millis,
        boolean confirming,
        String failure) {

    public boolean held() {
        return failure.isEmpty();
    }
}
