package dev.sluice.bridge.pressure;

/** What the devices' side has to tell. Any thread. */
public interface DeviceFigures {

    /** For how long the oldest acknowledgement has been withheld. */
    long oldestWithheldNanos();

    /** Connections that are not read. */
    int paused();

    /** Connections refused because of {@link Backpressure#admits}, since the start. */
    long refused();

    /** Connections closed since the start because an acknowledgement had been withheld for too long. */
    long closedAtDeadline();

    /** Messages handed back to their devices since the start for the same reason. */
    long handedBackAtDeadline();
}
