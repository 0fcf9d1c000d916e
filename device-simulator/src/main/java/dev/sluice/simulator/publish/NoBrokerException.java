package dev.sluice.simulator.publish;

/** Not a single device could connect; the message says where to and why. */
public final class NoBrokerException extends Exception {

    NoBrokerException(String message) {
        super(message);
    }
}
