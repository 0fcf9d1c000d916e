package dev.sluice.simulator.telemetry;

/** One device's payloads. One thread at a time. */
@FunctionalInterface
public interface Payload {

    /** Appends the payload of message {@code seq}: the same bytes for the same arguments, always. */
    void write(ByteSink out, int seq, long epochMillis);
}
