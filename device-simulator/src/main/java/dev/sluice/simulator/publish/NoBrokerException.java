package dev.sluice.simulator.publish;

import dev.sluice.simulator.measure.Measured;

/** Not a single device could connect; the message says where to and why. */
public final class NoBrokerException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Measured measured;

    NoBrokerException(String message, Measured measured) {
        super(message);
        this.measured = measured;
    }

    /** What there was to measure, for a report. */
    public Measured measured() {
        return measured;
    }
}
