/**
 * How much one device, one address, one user and all of them together may cost: the limits, who keeps them, and how often they were reached.
 *
 * <p>Counts are asked and changed by the acceptor's and every connection's event loop. Knows channels and addresses, nothing of MQTT packets.
 */
package dev.sluice.broker.limit;
