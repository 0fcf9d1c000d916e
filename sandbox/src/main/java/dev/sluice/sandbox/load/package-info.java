/**
 * {@code sluice simulate publish} in a process of its own, as the load of a measurement.
 *
 * <p>Blocks whoever calls it until the devices have ended. Knows the simulator by its command line and its JSON only.
 */
package dev.sluice.sandbox.load;
