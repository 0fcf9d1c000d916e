/**
 * Strict MQTT in front of the gate and of Moquette: what is malformed, too early, too late or known to be mishandled
 * further down stops here.
 *
 * <p>Owns the life of a connection from CONNECT to its end, topic aliases, keep-alive, takeover of a client id, and the
 * departure of everybody when the broker is to end. Runs on the connection's event loop only. Knows nothing of what becomes of a message.
 */
package dev.sluice.broker.guard;
