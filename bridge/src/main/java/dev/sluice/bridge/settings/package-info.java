/**
 * What the person who runs Sluice may choose: immutable records, read once, every problem at once.
 *
 * <p>Runs while the process starts and when a configuration is linted. A record that exists is right; nobody checks it again.
 * Knows the keys, their bounds and defaults; knows nothing of the parts that are configured.
 */
package dev.sluice.bridge.settings;
