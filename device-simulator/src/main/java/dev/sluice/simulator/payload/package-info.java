/**
 * The {@code payload:} of a scenario: its specification, its checks, and the messages that come of it.
 *
 * <p>The door is {@link dev.sluice.simulator.payload.PayloadSpec}. Everything here happens before a run; what runs belongs to the packages
 * of the formats.
 */
package dev.sluice.simulator.payload;
