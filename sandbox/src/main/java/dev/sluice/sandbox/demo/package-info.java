/**
 * The promise, shown: Kafka, the bridge and simulated devices as processes on this machine, and an audit of what came of it.
 *
 * <p>Owns what is started, in which order, and what the person reads. Runs on the main thread; {@link
 * dev.sluice.sandbox.demo.Demo} is its door. Knows the others' command lines and a few lines of their output, as any user does; nothing
 * of their classes.
 */
package dev.sluice.sandbox.demo;
