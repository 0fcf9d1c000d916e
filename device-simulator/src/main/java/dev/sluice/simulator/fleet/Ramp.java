package dev.sluice.simulator.fleet;

/**
 * How a fleet arrives at its broker: one device after the other at even distances, the last after {@code seconds}.
 *
 * @param devices how many there are
 */
public record Ramp(double seconds, int devices) {

    private static final double UNHURRIED_PER_SECOND = 2_000;

    /** As fast as does not overrun a broker's accept queue. */
    public static Ramp unhurried(int devices) {
        return new Ramp(devices / UNHURRIED_PER_SECOND, devices);
    }

    /** Milliseconds from the start of the run until the device at {@code index} connects. */
    public long connectAfterMillis(int index) {
        return (long) (seconds * 1000 * index / devices);
    }
}
