package dev.sluice.simulator.fleet;

/** What a broker is asked to remember between two connections of a device. */
public enum SessionKind {
    /** Nothing: every connection starts anew, and the device's application repeats what was not acknowledged. */
    CLEAN,
    /** The session: if it is still present, the library repeats what was not acknowledged, with DUP. */
    PERSISTENT;

    /** Seconds that a persistent MQTT 5 session outlives its connection. */
    public static final int EXPIRY_SECONDS = 3600;
}
