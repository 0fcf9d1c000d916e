package dev.sluice.sandbox.kafka;

/** Another process listens where we wanted to. */
final class PortTakenException extends RuntimeException {

    private final boolean onControllerPort;

    PortTakenException(int port, boolean onControllerPort, Throwable cause) {
        super(
                "Port " + port
                        + " on 127.0.0.1 is in use, so Kafka cannot listen there. Stop what listens, or choose another port.",
                cause);
        this.onControllerPort = onControllerPort;
    }

    boolean onControllerPort() {
        return onControllerPort;
    }
}
