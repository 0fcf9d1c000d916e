package dev.sluice.simulator.hivemq;

/** The library wraps causes in causes; people need the innermost message. */
final class Reason {

    private Reason() {}

    static String of(Throwable error) {
        Throwable innermost = error;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    }
}
