package dev.sluice.simulator.fleet;

/** When a device's messages are due: an arrival process. Has a state; one per device. */
@FunctionalInterface
public interface Arrivals {

    /** No schedule: a message is due as soon as acknowledgements leave room for it. */
    Arrivals UNPACED = previous -> previous;

    /**
     * The moment of the next message.
     *
     * @param previousNanos the moment of the one before, or the start; nanoseconds of {@code System.nanoTime()}
     * @return not before {@code previousNanos}
     */
    long nextNanos(long previousNanos);

    /** Told once, before the first message: when the run's clock started, which the devices of a fleet share. */
    default void begin(long runStartNanos) {}
}
