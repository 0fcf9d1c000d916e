/**
 * Devices that use the HiveMQ MQTT client, a library as real devices' back ends use it: MQTT 3.1.1 and 5.
 *
 * <p>The library repeats what is unacknowledged by itself when the broker still has the session, and gives it back with an error when
 * it has not; a {@code HiveLink} must therefore repeat in the second case only, or it would publish twice. It waits until the
 * library has given back everything, so that repeats leave in order and before anything new.
 *
 * <p>Greetings follow what the library repeats by itself, where the session goes on; faults are for the other client, which owns its sockets.
 *
 * <p>{@link dev.sluice.simulator.hivemq.HiveFactory} is the door. A link runs on its shard's thread; the library's threads only hop there.
 */
package dev.sluice.simulator.hivemq;
