/**
 * Values as JSON, CBOR and Avro.
 *
 * <p>The door is {@link dev.sluice.simulator.encode.Layout}: the bytes that never change and the places of those that do, compiled once for a
 * fleet; {@link dev.sluice.simulator.encode.Layout#forDevice} then gives a device's payloads. Layouts belong to every thread.
 */
package dev.sluice.simulator.encode;
