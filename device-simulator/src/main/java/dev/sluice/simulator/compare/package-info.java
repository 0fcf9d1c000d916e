/**
 * Two runs beside each other: ratios, what makes them no fair match, and thresholds that a ratio may not pass.
 *
 * <p>Reads reports and nothing else. The doors are {@link dev.sluice.simulator.compare.Comparison} and
 * {@link dev.sluice.simulator.compare.Threshold}.
 */
package dev.sluice.simulator.compare;
