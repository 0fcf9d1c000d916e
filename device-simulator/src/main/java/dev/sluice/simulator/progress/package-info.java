/**
 * What a run shows to the person who watches: one line that redraws itself, or a view of some lines, on a terminal; a plain line now and then
 * elsewhere.
 *
 * <p>Only words and layout; it measures nothing. One thread.
 */
package dev.sluice.simulator.progress;
