package dev.sluice.simulator.scenario;

/**
 * One thing that is wrong with a scenario.
 *
 * @param line from 1; 0 where the file has no line for it
 * @param column from 1; 0 where the file has no line for it
 * @param path of the key, {@code fleets[1].every}
 * @param message for people: what was found, what is allowed
 */
public record Problem(int line, int column, String path, String message) {}
