package dev.sluice.sandbox.bench;

/**
 * How long acknowledgements took at a moderate rate.
 *
 * @param perSecond messages that were acknowledged per second
 */
record Timing(double p50Millis, double p99Millis, double perSecond) {}
