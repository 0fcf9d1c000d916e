package dev.sluice.simulator.report;

/**
 * An objective and whether it was met.
 *
 * @param objective {@code p99 below 50 ms}
 * @param found what was measured, {@code 61.2 ms}
 */
public record Verdict(String objective, boolean held, String found) {}
