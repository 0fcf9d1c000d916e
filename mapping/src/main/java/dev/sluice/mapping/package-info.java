/**
 * What a message becomes: topic to rule, payload to Avro. A library without threads and without I/O on the message path.
 *
 * <p>The way of a message: {@code message} (what a device sent), {@code topic} (which rule), {@code rule} (what it says),
 * {@code schema} and {@code transcode} (bytes to Avro), {@code engine} (all of it, and the only door the bridge needs).
 * {@code settings} reads every configuration file of the product.
 */
package dev.sluice.mapping;
