package dev.sluice.simulator.telemetry;

/**
 * A message that belongs to a connection and has no number: a will, a birth.
 *
 * @param qos 0, 1 or 2
 */
public record Notice(String topic, byte[] payload, int qos, boolean retain) {}
