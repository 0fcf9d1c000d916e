/**
 * When messages are due: the arrival processes that a fleet's devices can have.
 *
 * <p>{@link dev.sluice.simulator.arrivals.ArrivalProcess} is the door: one process for a fleet, from which each device gets
 * {@code Arrivals} of its own, with its own chance. The same seed gives the same moments. None of them ever looks at what became of a
 * message: the load is open-loop. An {@code Arrivals} belongs to its device's thread.
 */
package dev.sluice.simulator.arrivals;
