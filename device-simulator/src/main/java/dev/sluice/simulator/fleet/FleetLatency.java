package dev.sluice.simulator.fleet;

import org.HdrHistogram.Histogram;

/**
 * How long acknowledgements took.
 *
 * @param micros from first sending to acknowledgement, microseconds
 * @param lastAcknowledgedNanos moment of the last one, {@code System.nanoTime()}; 0 = there was none
 */
public record FleetLatency(Histogram micros, long lastAcknowledgedNanos) {}
