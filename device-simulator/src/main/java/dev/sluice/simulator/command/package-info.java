/**
 * The command line: {@code publish} and {@code verify}.
 *
 * <p>Turns options into settings, wires the other packages together, and turns what they found into words and an exit code
 * ({@link dev.sluice.simulator.command.ExitCode}). Nothing else in this module prints, ends the process or knows picocli.
 */
package dev.sluice.simulator.command;
