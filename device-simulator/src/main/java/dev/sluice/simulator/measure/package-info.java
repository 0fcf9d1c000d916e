/**
 * What happens to devices, counted and timed as it happens, and read out a second at a time.
 *
 * <p>The door is {@link dev.sluice.simulator.measure.Meter}, of which each shard of a fleet has one.
 */
package dev.sluice.simulator.measure;
