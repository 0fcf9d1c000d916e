package dev.sluice.simulator.fleet;

/** When a device's messages are due: an arrival process. Has a state; one per device. */
@FunctionalInterface
public interface Arrivals {

    /**
     * The moment of the next message.
     *
     * @param previousNanos the moment of the one before, or the start; nanoseconds of {@code System.nanoTime()}
     * @return not before {@code previousNanos}
     */
    long nextNanos(long previousNanos);
}
