/**
 * What the machine offers: free ports, child processes that never outlive us, CPU clocks, folders to throw away.
 *
 * <p>Owns every process that the sandbox starts. Callable from any thread; waits block the caller, within a bound. Knows
 * Linux ({@code sh}, {@code kill}, {@code /proc}); knows neither Kafka nor Sluice.
 */
package dev.sluice.sandbox.machine;
