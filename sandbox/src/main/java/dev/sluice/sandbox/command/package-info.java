/**
 * The commands {@code sandbox}, {@code demo}, {@code bench}, {@code audit} and {@code rehearse} as a person types them.
 *
 * <p>Owns options, exit codes and where output goes; the work is done by the packages beside it. Runs on the main thread. Knows
 * neither Kafka's API nor how children are started.
 */
package dev.sluice.sandbox.command;
