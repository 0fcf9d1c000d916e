/**
 * Edge nodes of Sparkplug B (Eclipse Sparkplug 3.0.0): births, data by alias, and the death certificate.
 *
 * <p>The door is {@link dev.sluice.simulator.sparkplug.EdgeNodes}. An edge node's messages belong to its device's thread. Knows topics and
 * payloads of Sparkplug; commands are not heard, for a device of ours only talks.
 */
package dev.sluice.simulator.sparkplug;
