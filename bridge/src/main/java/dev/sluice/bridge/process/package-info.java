/**
 * The running process, put together: what starts in which order, and stops in the reverse.
 *
 * <p>Called from the command's thread; owns every part until {@link dev.sluice.bridge.process.Bridge#stop}. Knows all parts and
 * nothing of how they work.
 */
package dev.sluice.bridge.process;
