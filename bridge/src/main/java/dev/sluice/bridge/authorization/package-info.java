/**
 * The section {@code authorization} of a configuration: rules as they are written, what may be doubtful about them, and what they say of one device.
 *
 * <p>Reading runs on whatever thread reads settings; everything that is read is immutable. Knows no connection and starts nothing.
 */
package dev.sluice.bridge.authorization;
