package dev.sluice.simulator.run;

/**
 * What a rate must hold to count, and how it is searched.
 *
 * @param p99Millis of the time from due to acknowledged, at most
 * @param achieved acknowledged messages for each that was due, at least, 0 to 1
 * @param from messages a second of the first step
 * @param most messages a second beyond which nothing is tried
 * @param precision how near the answer must be, as a share of the rate: 0.05 = to 5 %
 * @param stepSeconds how long a rate is tried; confirmed for three times as long
 * @param warmUp share of each try that does not count, at its beginning, 0 to 1
 */
public record CapacityGoal(
        double p99Millis,
        double achieved,
        double from,
        double most,
        double precision,
        double stepSeconds,
        double warmUp) {

    /** {@link #warmUp} unless somebody says otherwise: devices connect, and both sides get going. */
    public static final double WARM_UP = 0.25;

    public CapacityGoal(
            double p99Millis, double achieved, double from, double most, double precision, double stepSeconds) {
        this(p99Millis, achieved, from, most, precision, stepSeconds, WARM_UP);
    }
}
