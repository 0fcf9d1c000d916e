/**
 * Many devices and when each may publish; not how.
 *
 * <p>A {@link dev.sluice.simulator.fleet.DevicePlan} says what a device is. A {@link dev.sluice.simulator.fleet.Device} is the application on
 * it: it numbers its messages, knows when each is due, and keeps its log. A {@link dev.sluice.simulator.fleet.DeviceLink} is the
 * MQTT library it uses. Both belong to one {@link dev.sluice.simulator.fleet.Shard}, whose single thread runs everything about them; the
 * {@link dev.sluice.simulator.fleet.Fleet} is for the thread that started the run and hops to the shards by itself.
 *
 * <p>The load is open-loop: nothing here slows down for a slow broker. A message that is due while the window is full, or the connection
 * gone, leaves later and is measured from when it was due. What is due is looked for in a wheel of milliseconds, so a device that waits
 * costs nothing.
 *
 * <p>Knows no MQTT library and no packet. An implementation of {@code LinkFactory} joins from its own package.
 */
package dev.sluice.simulator.fleet;
