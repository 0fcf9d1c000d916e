/**
 * The command line: {@code sluice run}, {@code lint}, {@code explain}, {@code test}, {@code infer}, {@code shadow} and
 * {@code dead-letters}.
 *
 * <p>Runs on the main thread, before anything else and while everything else runs. Owns exit codes and everything that is
 * printed; the only package that may end the process. Knows how the parts are put together, and nothing of how they work.
 */
package dev.sluice.bridge.command;
