/**
 * Many devices and when each may publish; not how.
 *
 * <p>A {@link dev.sluice.simulator.fleet.Device} is the application on a device: it numbers its messages, keeps its log, and
 * repeats what was not acknowledged. A {@link dev.sluice.simulator.fleet.DeviceLink} is the MQTT library it uses. Both belong to
 * one {@link dev.sluice.simulator.fleet.Shard}, whose single thread runs everything about them; the
 * {@link dev.sluice.simulator.fleet.Fleet} is for the thread that started the run and hops to the shards by itself.
 *
 * <p>Knows no MQTT library and no packet. An implementation of {@code LinkFactory} joins from its own package.
 */
package dev.sluice.simulator.fleet;
