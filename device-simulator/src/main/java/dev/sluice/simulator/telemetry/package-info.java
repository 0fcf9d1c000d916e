/**
 * What devices say: their names, their topics, and payloads that carry a per-device sequence number.
 *
 * <p>Everything is compiled once, per device; {@link dev.sluice.simulator.telemetry.MessageWriter} then writes bytes without
 * allocating. A writer belongs to one thread. Knows nothing of MQTT.
 */
package dev.sluice.simulator.telemetry;
