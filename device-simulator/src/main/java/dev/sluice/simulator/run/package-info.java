/**
 * A scenario brought to life: its fleets planned device by device, run, measured and judged; and runs that are made of runs, the search for a
 * capacity and the soak.
 *
 * <p>The thread that asks for a run leads it. Knows no client library, no file format and no command line.
 */
package dev.sluice.simulator.run;
