/**
 * SCRAM-SHA-256 (RFC 5802, RFC 7677) as MQTT 5's enhanced authentication: the device proves that it knows a password without sending it, and the
 * server that it knows the device.
 *
 * <p>{@link dev.sluice.broker.identity.scram.ScramMethod} is the door. What is stored of a password can neither be used to log in nor be made from
 * what is sent. Costs a few hashes a device, so event loops do it themselves; the expensive part is the device's. Knows no packet.
 */
package dev.sluice.broker.identity.scram;
