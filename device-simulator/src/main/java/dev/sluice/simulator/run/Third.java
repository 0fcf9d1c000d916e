package dev.sluice.simulator.run;

/**
 * A third of a long run.
 *
 * @param from in seconds since the start, as {@code to}
 * @param offered messages a second that became due
 * @param taken messages a second that were acknowledged
 * @param p50Micros the median of its seconds' p50, from due to acknowledged; NaN = nothing was acknowledged
 * @param p99Micros the same of p99
 * @param errors failed attempts to connect, lost connections and refused messages
 */
public record Third(
        double from, double to, double offered, double taken, double p50Micros, double p99Micros, long errors) {}
