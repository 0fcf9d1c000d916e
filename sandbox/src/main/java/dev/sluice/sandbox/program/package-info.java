/**
 * How Sluice's own programs are started, and how they say that they are ready.
 *
 * <p>Callable from any thread. Knows the launcher, the jars and the words that the programs print; starts nothing itself.
 */
package dev.sluice.sandbox.program;
