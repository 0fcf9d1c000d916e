package dev.sluice.simulator.run;

/** A search for a capacity that cannot go on: no broker, or a generator that cannot make more. Its message is for people. */
public final class CapacityException extends Exception {

    private static final long serialVersionUID = 1;

    public CapacityException(String message) {
        super(message);
    }
}
