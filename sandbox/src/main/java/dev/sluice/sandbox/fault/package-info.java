/**
 * Bad links: a TCP proxy between devices and an MQTT server that cuts, slows and deafens them, and counts what passes.
 *
 * <p>{@link dev.sluice.sandbox.fault.FaultProxy} is the door; a {@link dev.sluice.sandbox.fault.Line} is one connection through it, carried by
 * two threads of its own. It reads packets only as far as it must to count them and to cut one in half; it changes none. Waiting
 * goes through a {@link dev.sluice.sandbox.fault.Pause}, moments come from a clock that is given. Knows nothing of Kafka or
 * Sluice.
 */
package dev.sluice.sandbox.fault;
