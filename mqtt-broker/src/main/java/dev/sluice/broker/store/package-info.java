/**
 * Keeps small things beyond the process: maps of bytes in one file, forced to disk by groups.
 *
 * <p>Changes are noted from any thread and never wait; one writer thread of its own applies them, forces the file once
 * for all that have come meanwhile and then tells whoever waits. Knows H2's MVStore; knows nothing of MQTT.
 */
package dev.sluice.broker.store;
